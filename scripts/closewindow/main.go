// Closewindow asks a window of a local X display to close, with the message that a window manager sends when a person
// clicks the cross (WM_DELETE_WINDOW). The end-to-end tests run without a window manager, and the tools that they use can
// only destroy a window, which no person does.
//
//	closewindow DISPLAY WINDOW      for example: closewindow :99 2097164
package main

import (
	"fmt"
	"os"
	"strconv"

	"corelanes/scripts/internal/x11"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: closewindow DISPLAY WINDOW")
		os.Exit(2)
	}
	if err := closeWindow(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "closewindow:", err)
		os.Exit(1)
	}
}

func closeWindow(display, window string) error {
	id, err := strconv.ParseUint(window, 0, 32)
	if err != nil {
		return fmt.Errorf("window %q is not a number", window)
	}
	x, err := x11.Dial(display)
	if err != nil {
		return err
	}
	defer x.Close()
	protocols, err := x.Atom("WM_PROTOCOLS")
	if err != nil {
		return err
	}
	deleteWindow, err := x.Atom("WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	if err := x.Send(uint32(id), protocols, deleteWindow); err != nil {
		return err
	}
	_, err = x.Atom("WM_PROTOCOLS") // its reply shows that the message was taken, or brings the error about it
	return err
}
