// Package mainloop tells whether there is a main goroutine that draws, to
// which other goroutines must hand their changes.
package mainloop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Post is how to run a function on the main goroutine; nil where the driver
// shows nothing (tests, pictures): there what would be done later is done at
// once, by the caller.
func Post() func(func()) {
	if app := fyne.CurrentApp(); app != nil {
		if _, draws := app.Driver().(desktop.Driver); draws {
			return fyne.Do
		}
	}
	return nil
}
