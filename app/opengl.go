//go:build !ci

package app

// This file holds the question whether this machine can draw a window: the
// toolkit's own answer to a missing OpenGL is a message about itself and, on
// some systems, a program that goes on without a window and never ends.

import (
	"fmt"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// The OpenGL that the toolkit's painter asks for.
const glMajor, glMinor = 2, 1

// opengl is nil when a window with OpenGL can be made, else why not. It makes
// one that is never shown, as the toolkit would: a driver that is there but
// too old is only found so. Measured: 45 ms with a software driver; the
// toolkit starts from the library that has been initialised here.
//
// It must be called on the main goroutine, which the toolkit keeps on the
// process's first thread.
func opengl() error {
	if err := glfw.Init(); err != nil {
		return fmt.Errorf("the window system does not answer: %w", err)
	}
	glfw.DefaultWindowHints()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, glMajor)
	glfw.WindowHint(glfw.ContextVersionMinor, glMinor)
	w, err := glfw.CreateWindow(1, 1, "", nil, nil)
	if err != nil {
		return fmt.Errorf("no OpenGL %d.%d: %w", glMajor, glMinor, err)
	}
	w.Destroy()
	glfw.DefaultWindowHints()
	return nil
}
