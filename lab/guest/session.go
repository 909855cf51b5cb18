package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// session runs the command line in LAB_COMMAND as Windows' sshd does: inside a job that dies with the session and that a child
// may leave by CREATE_BREAKAWAY_FROM_JOB. The whole 32-bit exit code goes to the file LAB_EXIT_FILE: Linux keeps only 8 bits.
func session() int {
	commandLine, exitFile := os.Getenv("LAB_COMMAND"), os.Getenv("LAB_EXIT_FILE")
	os.Unsetenv("LAB_COMMAND")
	os.Unsetenv("LAB_EXIT_FILE")
	attributes := &syscall.SysProcAttr{CmdLine: commandLine}
	if os.Getenv("LAB_RESTRICTED") != "" {
		os.Unsetenv("LAB_RESTRICTED")
		token, err := restrictedToken()
		if err != nil {
			fmt.Fprintln(os.Stderr, "guest:", err)
			return 255
		}
		attributes.Token = token
	}
	if err := enterJob(); err != nil {
		fmt.Fprintln(os.Stderr, "guest:", err)
		return 255
	}
	program, err := firstWord(commandLine)
	if err != nil {
		fmt.Fprint(os.Stderr, err.Error()+"\r\n")
		return 1
	}
	process, err := os.StartProcess(program, nil, &os.ProcAttr{
		Files: []*os.File{os.Stdin, os.Stdout, os.Stderr},
		Sys:   attributes,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	state, err := process.Wait()
	if err != nil {
		fmt.Fprintln(os.Stderr, "guest:", err)
		return 255
	}
	code := uint32(state.ExitCode())
	if exitFile != "" {
		temporary := exitFile + ".new"
		if os.WriteFile(temporary, []byte(strconv.FormatUint(uint64(code), 10)), 0o644) == nil {
			os.Rename(temporary, exitFile)
		}
	}
	return int(code & 0xff)
}
