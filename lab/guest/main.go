// Command guest is what a lab host runs beside the real programs: the session that an SSH command lives in, a keeper that
// holds the host's services up, and, under the names msiexec.exe and
// shutdown.exe, the stand-ins that play ordered faults and restarts.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	if isNamed("msiexec") {
		os.Exit(msiexec())
	}
	if isNamed("shutdown") {
		os.Exit(shutdown())
	}
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "guest: session, keep, or the name msiexec.exe")
		os.Exit(64)
	}
	switch os.Args[1] {
	case "session":
		os.Exit(session())
	case "keep":
		fmt.Println("up")
		for { // an empty select would count as a deadlock
			time.Sleep(time.Hour)
		}
	default:
		fmt.Fprintln(os.Stderr, "guest: unknown: "+os.Args[1])
		os.Exit(64)
	}
}
