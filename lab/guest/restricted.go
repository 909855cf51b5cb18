package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

const (
	allAccess           = 0xf01ff
	administratorsSid   = "S-1-5-32-544"
	disableMaxPrivilege = 1
)

// restrictedToken is this account's token with the Administrators group for denying only: an account without rights.
func restrictedToken() (syscall.Token, error) {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0, err
	}
	var token, restricted syscall.Token
	if err := syscall.OpenProcessToken(self, allAccess, &token); err != nil {
		return 0, err
	}
	sid, err := syscall.StringToSid(administratorsSid)
	if err != nil {
		return 0, err
	}
	deny := struct {
		sid        *syscall.SID
		attributes uint32
	}{sid: sid}
	advapi32 := syscall.NewLazyDLL("advapi32.dll")
	ok, _, err := advapi32.NewProc("CreateRestrictedToken").Call(uintptr(token), disableMaxPrivilege,
		1, uintptr(unsafe.Pointer(&deny)), 0, 0, 0, 0, uintptr(unsafe.Pointer(&restricted)))
	if ok == 0 {
		return 0, fmt.Errorf("CreateRestrictedToken: %w", err)
	}
	return restricted, nil
}
