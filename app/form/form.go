// Package form holds the Form: a few columns of fields, each with its range
// under it, which is checked while one types.
//
// This file holds the form.
package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
)

// Option is one of the values of a field that has only few.
type Option struct {
	Value string
	Label string
}

// Field says what a field is.
type Field struct {
	Key     string
	Label   string
	Hint    string             // what is legal
	Value   string             // what it holds
	Options []Option           // of a choice; nil for a field to type in
	Check   bool               // it is "true" or "false"
	Browse  func(func(string)) // asks the person for a file and gives its path; nil for none
	input   fyne.CanvasObject  // what it is edited with
	set     func(string)       // shows another value
	hint    *widget.Label      // under it
	wide    float32            // the room that it wants
}

// Form is the widget.
type Form struct {
	widget.BaseWidget

	OnChange func(key, value string) // the person changed a field
	OnKey    func(*fyne.KeyEvent)    // a key was typed that is the window's

	fields []*Field
	grid   *fyne.Container
	silent bool // values are being set, not typed
}

// columns is how many fields stand beside each other at most.
const columns = 4

// New makes a form of fields.
func New(onChange func(key, value string)) *Form {
	f := &Form{OnChange: onChange, grid: container.New(&skin.Columns{Most: columns})}
	f.ExtendBaseWidget(f)
	return f
}

// SetFields replaces all fields.
func (f *Form) SetFields(fields []Field) {
	f.silent = true
	defer func() { f.silent = false }()
	f.fields, f.grid.Objects = nil, nil
	for i := range fields {
		x := &fields[i]
		f.make(x)
		f.fields = append(f.fields, x)
		f.grid.Add(x.cell())
	}
	f.grid.Refresh()
}

// SetValues shows other values in the fields, where they differ.
func (f *Form) SetValues(value func(key string) string) {
	f.silent = true
	defer func() { f.silent = false }()
	for _, x := range f.fields {
		if v := value(x.Key); v != x.Value {
			x.Value = v
			x.set(v)
		}
	}
}

// SetProblems marks the fields that are wrong: key to what would be right.
func (f *Form) SetProblems(problems map[string]string) {
	for _, x := range f.fields {
		x.mark(problems[x.Key])
	}
}

// Input is what a field is edited with, nil if there is no such field.
func (f *Form) Input(key string) fyne.CanvasObject {
	for _, x := range f.fields {
		if x.Key == key {
			return x.input
		}
	}
	return nil
}

// changed tells of a change that the person made.
func (f *Form) changed(x *Field, value string) {
	x.Value = value
	if !f.silent && f.OnChange != nil {
		f.OnChange(x.Key, value)
	}
}

// CreateRenderer draws the columns.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.grid) }

// mark shows what is wrong, or what is legal when nothing is.
func (x *Field) mark(problem string) {
	wanted, importance := x.Hint, widget.LowImportance
	if problem != "" {
		wanted, importance = problem, widget.DangerImportance
	}
	if x.hint.Text != wanted || x.hint.Importance != importance {
		x.hint.Text, x.hint.Importance = wanted, importance
		x.hint.Refresh()
	}
}

// cell is the field with its name over it and its range under it.
func (x *Field) cell() fyne.CanvasObject {
	x.hint = widget.NewLabel(x.Hint)
	x.hint.SizeName, x.hint.Importance = theme.SizeNameCaptionText, widget.LowImportance
	x.hint.Wrapping = fyne.TextWrapWord
	name := widget.NewLabel(x.Label)
	name.Truncation = fyne.TextTruncateEllipsis
	if x.Check {
		name.Hide()
	}
	return container.New(cell{x.wide}, name, x.input, x.hint)
}
