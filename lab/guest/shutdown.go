package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

const rebootFile = `C:\windows\lab\reboot.json`

// shutdown stands in for Windows' own: it leaves word for the front of the host, which ends and starts all of it.
func shutdown() int {
	kind, seconds := "", 30
	args := os.Args[1:]
	for at := 0; at < len(args); at++ {
		switch strings.ToLower(strings.Replace(args[at], "-", "/", 1)) {
		case "/r", "/g":
			kind = "restart"
		case "/s":
			kind = "stop"
		case "/a":
			if os.Remove(rebootFile) != nil {
				fmt.Fprintln(os.Stderr, "Unable to abort the system shutdown because no shutdown was in progress.(1116)")
				return 1116
			}
			return 0
		case "/t":
			if at+1 < len(args) {
				seconds, _ = strconv.Atoi(args[at+1])
				at++
			}
		}
	}
	if kind == "" {
		fmt.Fprintln(os.Stderr, "Usage: shutdown [/r | /s | /a] [/t seconds]")
		return 1
	}
	if _, err := os.Stat(rebootFile); err == nil {
		fmt.Fprintln(os.Stderr, "A system shutdown has already been scheduled.(1190)")
		return 1190
	}
	order, _ := json.Marshal(map[string]any{"kind": kind, "at": time.Now().Add(time.Duration(seconds) * time.Second).UnixMilli()})
	os.MkdirAll(`C:\windows\lab`, 0o755)
	if err := os.WriteFile(rebootFile+".new", order, 0o644); err != nil {
		return 5
	}
	if os.Rename(rebootFile+".new", rebootFile) != nil {
		return 5
	}
	return 0
}
