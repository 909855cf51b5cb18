package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	realMsiexec = `C:\windows\system32\msiexec-real.exe`
	faultFile   = `C:\windows\lab\msiexec.json`
)

// fault is what was ordered for this host. It never meets a package in Spare: what the host had before can always be put back.
type fault struct {
	Kind string `json:"kind"` // hang, exit (at once), exit-after (the real work), replace (the package)
	Code int    `json:"code"`
	// How many times; 0: always.
	Times   int      `json:"times"`
	Spare   []string `json:"spare"`
	Package string   `json:"package"`
}

// msiexec stands in front of the real one and plays the ordered fault on installations.
func msiexec() int {
	rest := withoutFirstWord(syscall.UTF16ToString(commandLineUTF16()))
	ordered, pack := readFault(), packageArgument(os.Args[1:])
	if ordered == nil || pack == "" || spared(ordered, pack) {
		return runReal(rest)
	}
	countDown(ordered)
	switch ordered.Kind {
	case "hang":
		for {
			time.Sleep(time.Hour)
		}
	case "exit":
		return ordered.Code
	case "exit-after":
		if code := runReal(rest); code != 0 {
			return code
		}
		return ordered.Code
	case "replace":
		code := runReal(strings.Replace(rest, pack, ordered.Package, 1))
		if ordered.Code != 0 && code != 0 {
			return ordered.Code
		}
		return code
	}
	return runReal(rest)
}

func readFault() *fault {
	text, err := os.ReadFile(faultFile)
	if err != nil {
		return nil
	}
	var ordered fault
	if json.Unmarshal(text, &ordered) != nil {
		return nil
	}
	return &ordered
}

func countDown(ordered *fault) {
	if ordered.Times == 0 {
		return
	}
	ordered.Times--
	if ordered.Times == 0 {
		os.Remove(faultFile)
		return
	}
	if text, err := json.Marshal(ordered); err == nil {
		os.WriteFile(faultFile, text, 0o644)
	}
}

// packageArgument finds the MSI of an installation: the argument after /i or /package.
func packageArgument(args []string) string {
	for at, arg := range args {
		lower := strings.ToLower(arg)
		if len(lower) < 2 || (lower[0] != '/' && lower[0] != '-') {
			continue
		}
		if (lower[1:] == "i" || lower[1:] == "package") && at+1 < len(args) {
			return args[at+1]
		}
		if strings.HasPrefix(lower[1:], "i") && strings.HasSuffix(lower, ".msi") {
			return arg[2:]
		}
	}
	return ""
}

func spared(ordered *fault, pack string) bool {
	file, err := os.Open(pack)
	if err != nil {
		return true
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return true
	}
	have := hex.EncodeToString(sum.Sum(nil))
	for _, spare := range ordered.Spare {
		if spare == have {
			return true
		}
	}
	return false
}

func runReal(rest string) int {
	process, err := os.StartProcess(realMsiexec, nil, &os.ProcAttr{
		Files: []*os.File{os.Stdin, os.Stdout, os.Stderr},
		// The file's own name is argument 0, as ever: the rest goes on letter by letter.
		Sys: &syscall.SysProcAttr{CmdLine: `"` + realMsiexec + `"` + rest},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "msiexec:", err)
		return 1603
	}
	state, err := process.Wait()
	if err != nil {
		return 1603
	}
	return state.ExitCode()
}

func isNamed(name string) bool {
	own := strings.ToLower(filepath.Base(os.Args[0]))
	return own == name || own == name+".exe"
}
