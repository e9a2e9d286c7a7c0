//go:build !unix

package osys

// Ends cannot be told here.
func Ends(int) (own, other string, ok bool) { return "", "", false }

// Readable cannot be told here.
func Readable(int) bool { return false }

// Writable cannot be told here.
func Writable(int) bool { return false }

// SendBuffer cannot be told here.
func SendBuffer(int) int { return 0 }
