package form

// This file makes what a field is edited with.

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// make makes the field's input by what kind of field it is.
func (f *Form) make(x *Field) {
	switch {
	case x.Check:
		f.makeCheck(x)
	case x.Options != nil:
		f.makeSelect(x)
	default:
		f.makeEntry(x)
	}
}

func (f *Form) makeCheck(x *Field) {
	c := NewCheck(x.Label, func(on bool) {
		if on {
			f.changed(x, "true")
		} else {
			f.changed(x, "false")
		}
	}, f.OnKey)
	c.SetChecked(x.Value == "true")
	x.input, x.set = c, func(v string) { c.SetChecked(v == "true") }
}

func (f *Form) makeSelect(x *Field) {
	labels := make([]string, len(x.Options))
	for i, o := range x.Options {
		labels[i] = o.Label
	}
	s := NewSelect(labels, func(label string) {
		if i := slices.Index(labels, label); i >= 0 {
			f.changed(x, x.Options[i].Value)
		}
	}, f.OnKey)
	show := func(v string) {
		for _, o := range x.Options {
			if o.Value == v {
				s.SetSelected(o.Label)
			}
		}
	}
	show(x.Value)
	x.input, x.set, x.wide = s, show, RoomFor(labels)
}

// RoomFor is how wide a choice of labels wants to be, so that the one that is chosen
// is read whole: very long ones aside.
func RoomFor(labels []string) (wide float32) {
	size := theme.TextSize()
	for _, l := range labels {
		wide = max(wide, fyne.MeasureText(l, size, fyne.TextStyle{}).Width)
	}
	return min(wide, mostSigns*size) + theme.IconInlineSize() + 4*theme.InnerPadding()
}

// mostSigns is the width that a choice asks for at most, in sizes of type.
const mostSigns = 14

func (f *Form) makeEntry(x *Field) {
	e := NewEntry(nil, f.OnKey)
	e.SetText(x.Value)
	e.OnChanged = func(v string) { f.changed(x, v) }
	x.input, x.set = e, e.SetText
	if x.Browse != nil {
		browse := widget.NewButtonWithIcon("", theme.FolderOpenIcon(), func() { x.Browse(e.SetText) })
		x.input = container.NewBorder(nil, nil, nil, browse, e)
	}
}
