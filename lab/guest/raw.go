package main

import (
	"strings"
	"syscall"
	"unsafe"
)

// commandLineUTF16 is the command line exactly as it was given, quotes and all.
func commandLineUTF16() []uint16 {
	start := syscall.GetCommandLine()
	return unsafe.Slice(start, 32768)
}

// withoutFirstWord takes the program off a command line and leaves the rest with its leading space.
func withoutFirstWord(line string) string {
	line = strings.TrimLeft(line, " \t")
	if strings.HasPrefix(line, `"`) {
		if end := strings.IndexByte(line[1:], '"'); end >= 0 {
			return line[end+2:]
		}
		return ""
	}
	if end := strings.IndexAny(line, " \t"); end >= 0 {
		return line[end:]
	}
	return ""
}
