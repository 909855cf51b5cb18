// Command echo-args prints its arguments as Windows itself splits them: one line each, UTF-16 units in hex.
package main

import (
	"bufio"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

func main() {
	getCommandLine := syscall.NewLazyDLL("kernel32.dll").NewProc("GetCommandLineW")
	commandLineToArgv := syscall.NewLazyDLL("shell32.dll").NewProc("CommandLineToArgvW")
	line, _, _ := getCommandLine.Call()
	var count int32
	list, _, err := commandLineToArgv.Call(line, uintptr(unsafe.Pointer(&count)))
	if list == 0 {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, argument := range unsafe.Slice((**uint16)(unsafe.Pointer(list)), count)[1:] {
		for unit := argument; *unit != 0; unit = (*uint16)(unsafe.Add(unsafe.Pointer(unit), 2)) {
			fmt.Fprintf(out, "%04x", *unit)
		}
		fmt.Fprintln(out)
	}
}
