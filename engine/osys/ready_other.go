//go:build unix && !linux

package osys

// noSignal: Go's runtime turns the signal of a broken pipe into an error by
// itself, but for the standard files.
const noSignal = 0

// ready cannot be told without waiting: who asks waits.
func ready(int, bool) bool { return false }

// AwaitReady is whether a byte can be read, as far as can be told.
func AwaitReady(s *Stream, _ int64) bool { return ready(s.fd, false) }

// SetPipeSize is 0: the size of a pipe is not told.
func SetPipeSize(*Stream, int) int { return 0 }
