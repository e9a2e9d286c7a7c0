package osys

// This file holds how much memory a process really has.

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"corelanes/engine/trace"
)

// Resident is the memory that a process has now, bytes: in all, and how much of
// it others have too. It takes the kernel some tenths of a millisecond, more for
// a process that has much.
func Resident(pid int) (trace.Resident, error) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return trace.Resident{}, fmt.Errorf("read the memory of process %d: %w", pid, err)
	}
	return parseRollup(b)
}

// parseRollup reads the kernel's sums over all mappings, which it gives in KiB.
func parseRollup(b []byte) (r trace.Resident, err error) {
	rss := false
	for line := range bytes.Lines(b) {
		f := bytes.Fields(line)
		if len(f) != 3 || string(f[2]) != "kB" {
			continue
		}
		n, err := strconv.ParseInt(string(f[1]), 10, 64)
		if err != nil || n < 0 || n > 1<<50 {
			return trace.Resident{}, fmt.Errorf("memory of a process %q: %w", line, ErrNotHere)
		}
		switch n <<= 10; string(f[0]) {
		case "Rss:":
			r.RSS, rss = n, true
		case "Shared_Clean:", "Shared_Dirty:":
			r.Shared += n
		case "Private_Clean:", "Private_Dirty:":
			r.Private += n
		}
	}
	if !rss {
		return trace.Resident{}, fmt.Errorf("memory of a process: %w", ErrNotHere)
	}
	return r, nil
}
