//go:build !linux

package osys

// StateLetter cannot be told here: "".
func StateLetter(int) string { return "" }
