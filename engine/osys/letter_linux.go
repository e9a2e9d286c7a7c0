package osys

import (
	"bytes"
	"os"
	"strconv"
)

// StateLetter is the state of a process as the kernel shows it: R, S, D, T, Z;
// "X" when there is none.
func StateLetter(pid int) string {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return "X"
	}
	return letterIn(b)
}

// letterIn finds the letter behind the program's name, which may hold anything.
func letterIn(stat []byte) string {
	i := bytes.LastIndexByte(stat, ')')
	if i < 0 || len(stat) < i+3 {
		return ""
	}
	return string(stat[i+2 : i+3])
}
