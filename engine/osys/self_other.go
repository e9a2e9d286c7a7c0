//go:build !unix

package osys

// SelfCPU cannot be told here: ErrNotHere.
func SelfCPU() (int64, error) { return 0, ErrNotHere }
