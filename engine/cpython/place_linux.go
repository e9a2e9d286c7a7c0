package cpython

// This file holds on which core each thread of a process is, as Linux tells it.

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"corelanes/engine/osys"
)

// canPlace says whether it can be told where another process's threads run.
const canPlace = true

// fields of /proc/PID/task/TID/stat behind the name.
const (
	fieldState     = 0
	fieldProcessor = 36
)

// look says where the threads of a process are, of so many at most.
func look(pid, most int) (map[int]place, error) {
	folder := fmt.Sprintf("/proc/%d/task", pid)
	tasks, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	if len(tasks) == 0 {
		return nil, os.ErrNotExist
	}
	out := make(map[int]place, len(tasks))
	for _, t := range tasks[:min(len(tasks), most)] {
		b, err := os.ReadFile(folder + "/" + t.Name() + "/stat")
		if err != nil {
			continue // gone meanwhile
		}
		f := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
		if len(f) <= fieldProcessor {
			continue
		}
		tid, _ := strconv.Atoi(t.Name())
		core, _ := strconv.Atoi(string(f[fieldProcessor]))
		ran, _ := osys.ThreadRan(pid, tid) // 0: the kernel does not count it
		out[tid] = place{core, string(f[fieldState]) == "R", ran}
	}
	return out, nil
}
