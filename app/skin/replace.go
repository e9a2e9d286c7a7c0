package skin

// This file holds what saves the drawing of everything twice.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Replace puts other objects into a container. They are laid out, and not drawn
// anew: who has made or changed them has done that already, and a container's
// Refresh goes through all that is inside once more.
func Replace(c *fyne.Container, objects ...fyne.CanvasObject) {
	c.Objects = objects
	Arrange(c)
}

// Arrange lays a container's objects out again, after one of them was shown,
// hidden or has become another size.
func Arrange(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	canvas.Refresh(c)
}
