package main

import (
	"encoding/binary"
	"fmt"
	"syscall"
	"unsafe"
)

const (
	extendedLimitInformation = 9
	extendedLimitSize        = 144 // JOBOBJECT_EXTENDED_LIMIT_INFORMATION on 64 bits; LimitFlags stand at byte 16
	limitBreakawayOK         = 0x0800
	limitKillOnJobClose      = 0x2000
)

var kernel32 = syscall.NewLazyDLL("kernel32.dll")

// enterJob puts this process, and so its children, into a new job. The one handle is ours: when we end, however, the job ends.
func enterJob() error {
	job, _, err := kernel32.NewProc("CreateJobObjectW").Call(0, 0)
	if job == 0 {
		return fmt.Errorf("CreateJobObject: %w", err)
	}
	var limits [extendedLimitSize]byte
	binary.LittleEndian.PutUint32(limits[16:], limitKillOnJobClose|limitBreakawayOK)
	ok, _, err := kernel32.NewProc("SetInformationJobObject").Call(job, extendedLimitInformation, uintptr(unsafe.Pointer(&limits[0])), extendedLimitSize)
	if ok == 0 {
		return fmt.Errorf("SetInformationJobObject: %w", err)
	}
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return err
	}
	ok, _, err = kernel32.NewProc("AssignProcessToJobObject").Call(job, uintptr(self))
	if ok == 0 {
		return fmt.Errorf("AssignProcessToJobObject: %w", err)
	}
	return nil
}
