//go:build !soak

package app

// This file stands in for the soak test's in the program that people have.

func (w *window) began() {}
