//go:build !linux

package osys

// This file stands where nothing is known of how a woken thread comes to a core.

// Yield does nothing.
func Yield() {}
