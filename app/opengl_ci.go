//go:build ci

package app

// This file stands in where the window is the toolkit's test driver, which
// draws without OpenGL.

func opengl() error { return nil }
