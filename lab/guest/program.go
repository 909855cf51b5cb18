package main

import (
	"errors"
	"os/exec"
	"strings"
)

// firstWord finds the program of a command line: its first word, quoted or not, looked up in PATH as CreateProcess does.
func firstWord(commandLine string) (string, error) {
	word := strings.TrimLeft(commandLine, " \t")
	if strings.HasPrefix(word, `"`) {
		word = word[1:]
		if end := strings.IndexByte(word, '"'); end >= 0 {
			word = word[:end]
		}
	} else if end := strings.IndexAny(word, " \t"); end >= 0 {
		word = word[:end]
	}
	if word == "" {
		return "", errors.New("the command is empty")
	}
	path, err := exec.LookPath(word)
	if err != nil {
		return "", errors.New("'" + word + "' is not recognized as an internal or external command,\r\noperable program or batch file.")
	}
	return path, nil
}
