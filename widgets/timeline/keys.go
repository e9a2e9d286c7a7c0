package timeline

// This file holds the one table of the timeline's actions and keys. Menus,
// the sheet of shortcuts and the handling of keys are all made from it.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Action is something that a key, a button or a menu entry does to a
// timeline.
type Action uint8

// The actions.
const (
	PanLeft Action = iota
	PanRight
	ZoomIn
	ZoomOut
	Fit
	FitSelection
	NextEvent
	PrevEvent
	StepForward
	StepBack
	LaneUp
	LaneDown
	Undo
	Redo
	ToggleFollow
	ToggleCompact
	ToggleOrigin
	numActions
)

// Binding is one line of the table.
type Binding struct {
	Action Action
	Word   string       // key of the action's name in the words
	Key    fyne.KeyName // the key, as a key; "" where only Rune is told
	Rune   rune         // the key, as what it types; 0 where only Key is told
	Mod    fyne.KeyModifier
	Show   string // the key, as people read it

	do func(*Timeline)
}

// bindings is the table. An action may have several lines; the first is the
// one that menus show.
var bindings = [...]Binding{
	{Action: PanLeft, Word: "w.action.pan_left", Key: fyne.KeyA, Show: "A", do: (*Timeline).PanLeft},
	{Action: PanRight, Word: "w.action.pan_right", Key: fyne.KeyD, Show: "D", do: (*Timeline).PanRight},
	{Action: ZoomIn, Word: "w.action.zoom_in", Key: fyne.KeyW, Show: "W", do: (*Timeline).ZoomIn},
	{Action: ZoomIn, Word: "w.action.zoom_in", Rune: '+', Show: "+", do: (*Timeline).ZoomIn},
	{Action: ZoomIn, Word: "w.action.zoom_in", Rune: '=', Show: "=", do: (*Timeline).ZoomIn},
	{Action: ZoomOut, Word: "w.action.zoom_out", Key: fyne.KeyS, Show: "S", do: (*Timeline).ZoomOut},
	{Action: ZoomOut, Word: "w.action.zoom_out", Rune: '-', Show: "−", do: (*Timeline).ZoomOut},
	{Action: Fit, Word: "w.action.fit", Key: fyne.KeyHome, Show: "Home", do: (*Timeline).Fit},
	{Action: FitSelection, Word: "w.action.fit_selection", Key: fyne.KeyF, Show: "F", do: (*Timeline).FitSelection},
	{Action: NextEvent, Word: "w.action.next_event", Key: fyne.KeyPeriod, Show: ".", do: (*Timeline).NextEvent},
	{Action: PrevEvent, Word: "w.action.prev_event", Key: fyne.KeyComma, Show: ",", do: (*Timeline).PrevEvent},
	{Action: StepForward, Word: "w.action.step_forward", Key: fyne.KeyRight, Show: "→", do: (*Timeline).StepForward},
	{Action: StepBack, Word: "w.action.step_back", Key: fyne.KeyLeft, Show: "←", do: (*Timeline).StepBack},
	{Action: LaneUp, Word: "w.action.lane_up", Key: fyne.KeyUp, Show: "↑", do: func(t *Timeline) { t.selectBeside(-1) }},
	{Action: LaneDown, Word: "w.action.lane_down", Key: fyne.KeyDown, Show: "↓", do: func(t *Timeline) { t.selectBeside(1) }},
	{Action: Undo, Word: "w.action.undo", Key: fyne.KeyZ, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+Z", do: (*Timeline).Undo},
	{Action: Redo, Word: "w.action.redo", Key: fyne.KeyY, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+Y", do: (*Timeline).Redo},
	{Action: ToggleFollow, Word: "w.action.follow", Key: fyne.KeyEnd, Show: "End", do: func(t *Timeline) { t.SetFollow(!t.follow) }},
	{Action: ToggleCompact, Word: "w.action.compact", Key: fyne.KeyC, Show: "C", do: func(t *Timeline) { t.SetCompact(!t.compact) }},
	{Action: ToggleOrigin, Word: "w.action.origin", Key: fyne.KeyZ, Show: "Z", do: (*Timeline).ToggleOrigin},
}

// mouseWords are the keys of the sentences that say what the mouse does.
var mouseWords = [...]string{
	"w.mouse.click", "w.mouse.double", "w.mouse.drag", "w.mouse.shift_drag", "w.mouse.origin",
	"w.mouse.menu", "w.mouse.wheel", "w.mouse.ctrl_wheel", "w.mouse.shift_wheel",
}

// Bindings is a copy of the table of actions and keys.
func Bindings() []Binding { return append([]Binding(nil), bindings[:]...) }

// MouseWords are the keys in the words of what the mouse does.
func MouseWords() []string { return append([]string(nil), mouseWords[:]...) }

// Word is the key in the words of what an action does.
func Word(a Action) string {
	for i := range bindings {
		if bindings[i].Action == a {
			return bindings[i].Word
		}
	}
	return ""
}

// Do does an action.
func (t *Timeline) Do(a Action) {
	for i := range bindings {
		if bindings[i].Action == a {
			bindings[i].do(t)
			return
		}
	}
}

var (
	_ fyne.Focusable    = (*Timeline)(nil)
	_ fyne.Shortcutable = (*Timeline)(nil)
	_ desktop.Keyable   = (*Timeline)(nil)
)

// TypedKey does what the key is bound to.
func (t *Timeline) TypedKey(ev *fyne.KeyEvent) {
	for i := range bindings {
		if b := &bindings[i]; b.Key == ev.Name && b.Key != "" && b.Mod == 0 {
			b.do(t)
			return
		}
	}
	if t.OnKey != nil {
		t.OnKey(ev)
	}
}

// TypedRune does what the sign is bound to.
func (t *Timeline) TypedRune(r rune) {
	for i := range bindings {
		if b := &bindings[i]; b.Rune == r && b.Rune != 0 {
			b.do(t)
			return
		}
	}
	if t.OnRune != nil {
		t.OnRune(r)
	}
}

// TypedShortcut undoes and redoes navigation; others are the window's.
func (t *Timeline) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		t.Undo()
	case *fyne.ShortcutRedo:
		t.Redo()
	case *desktop.CustomShortcut:
		for i := range bindings {
			if b := &bindings[i]; b.Mod != 0 && b.Key == s.KeyName && b.Mod == s.Modifier {
				b.do(t)
				return
			}
		}
		t.handOn(s)
	}
}

// handOn gives the window a shortcut that means nothing to the timeline, which
// got it because it has the focus.
func (t *Timeline) handOn(s fyne.Shortcut) {
	if w, ok := fyne.CurrentApp().Driver().CanvasForObject(t).(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}

// KeyDown is there for drivers that ask.
func (t *Timeline) KeyDown(*fyne.KeyEvent) {}

// KeyUp is there for drivers that ask.
func (t *Timeline) KeyUp(*fyne.KeyEvent) {}

// FocusGained shows that keys go to the timeline.
func (t *Timeline) FocusGained() { t.setFocused(true) }

// FocusLost shows that they do not.
func (t *Timeline) FocusLost() { t.setFocused(false) }

func (t *Timeline) setFocused(on bool) {
	t.focused = on
	t.over.focus(on)
}
