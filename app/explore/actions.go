package explore

// This file holds the one table of what can be done on the page: keys, the
// sheet of shortcuts, the palette and the menus are all made from it. The
// lanes' own actions are a part of it; what is the window's is added to it.

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// Action is one thing that can be done.
type Action struct {
	ID    string
	Group string // key of the group that it stands in
	Word  string // key of what it does
	Keys  []Key  // by which it is done; none for what only the menus do
	Do    func()
	On    func(Key) // instead of Do, where it matters which of the keys it was
	Over  bool      // a key of it works while a dialog lies over the page, too
}

// Key is a key, or a sign that is typed, alone or with another held down.
type Key struct {
	Name fyne.KeyName
	Rune rune
	Mod  fyne.KeyModifier
	Show string // as people read it
}

// Says is what the action does, in the person's language.
func (a *Action) Says() string {
	if strings.HasPrefix(a.Word, "w.") {
		return words.X(a.Word)
	}
	return text.X(a.Word)
}

// Shown are the action's keys as people read them here.
func (a *Action) Shown() string {
	var out []string
	for _, k := range a.Keys {
		show := text.Or("a.keyname."+k.Show, k.Show)
		if runtime.GOOS == "darwin" {
			show = strings.ReplaceAll(show, "Ctrl+", "⌘")
		}
		out = append(out, show)
	}
	return strings.Join(out, ", ")
}

// The groups, in the order of the sheet.
const (
	groupRun   = "a.group.run"
	groupPlay  = "a.group.play"
	groupMove  = "a.group.move"
	groupShow  = "a.group.show"
	ClassGroup = "a.group.class" // of what the window does for a class, and of its pages
	FileGroup  = "a.group.file"  // of what the window does with recordings
)

// key is a key without another.
func key(name fyne.KeyName, show string) Key { return Key{Name: name, Show: show} }

// withCtrl is a key with Ctrl, or what is used instead here.
func withCtrl(name fyne.KeyName, show string) Key {
	return Key{Name: name, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+" + show}
}

// ownActions are the page's, without the lanes'.
func (p *Page) ownActions() []Action {
	return []Action{
		{ID: "run", Group: groupRun, Word: "a.key.run", Keys: []Key{key(fyne.KeyF5, "F5")}, Do: p.runKey, Over: true},
		{ID: "stop", Group: groupRun, Word: "a.key.stop", Keys: []Key{key(fyne.KeyEscape, "Esc")}, Do: p.escape, Over: true},
		{ID: "parameters", Group: groupRun, Word: "a.key.parameters", Keys: []Key{key(fyne.KeyF4, "F4")}, Do: func() { p.setFormOpen(!p.formOpen) }},
		{ID: "play", Group: groupPlay, Word: "a.key.play", Keys: []Key{key(fyne.KeySpace, "Space")}, Do: p.Play},
		{ID: "slower", Group: groupPlay, Word: "a.key.slower", Keys: []Key{{Rune: '[', Show: "["}}, Do: func() { p.changeSpeed(-1) }},
		{ID: "faster", Group: groupPlay, Word: "a.key.faster", Keys: []Key{{Rune: ']', Show: "]"}}, Do: func() { p.changeSpeed(1) }},
		{ID: "bookmark", Group: groupPlay, Word: "a.key.bookmark", Keys: []Key{key(fyne.KeyB, "B")}, Do: p.bookmark},
		{ID: "next-note", Group: groupPlay, Word: "a.key.next_note", Keys: []Key{key(fyne.KeyN, "N")}, Do: func() { p.nextNote(1) }},
		{ID: "previous-note", Group: groupPlay, Word: "a.key.previous_note", Keys: []Key{key(fyne.KeyP, "P")}, Do: func() { p.nextNote(-1) }},
		{ID: "findings", Group: groupShow, Word: "a.key.findings", Keys: []Key{key(fyne.KeyX, "X")}, Do: p.showFindings},
		{ID: "waits", Group: groupShow, Word: "a.key.waits", Do: func() { p.showTab(tabWaits) }},
		{ID: "next-alert", Group: groupPlay, Word: "a.key.next_alert", Keys: []Key{key(fyne.KeyJ, "J")}, Do: func() { p.nextAlert(1) }},
		{ID: "previous-alert", Group: groupPlay, Word: "a.key.previous_alert", Keys: []Key{key(fyne.KeyH, "H")}, Do: func() { p.nextAlert(-1) }},
		p.steps.letAction(),
		{ID: "step-back", Group: groupPlay, Word: "a.key.step_back", Keys: []Key{key(fyne.KeyBackspace, "Backspace")}, Do: p.steps.back},
		{ID: "steps", Group: groupShow, Word: "a.key.steps", Keys: []Key{key(fyne.KeyF6, "F6")}, Do: p.steps.open},
		{ID: "palette", Group: groupShow, Word: "a.key.palette", Keys: []Key{withCtrl(fyne.KeyK, "K")}, Do: p.showPalette},
		{ID: "search", Group: groupShow, Word: "a.key.search", Keys: []Key{{Rune: '/', Show: "/"}}, Do: func() { p.search.open() }},
		{ID: "hit", Group: groupShow, Word: "a.key.hit", Keys: []Key{key(fyne.KeyF3, "F3")}, Do: func() { p.search.next(1) }},
		{ID: "hold", Group: groupShow, Word: "a.key.hold", Keys: []Key{key(fyne.KeyV, "V")}, Do: p.hold},
		{ID: "swap", Group: groupShow, Word: "a.key.swap", Do: p.swap},
		{ID: "release", Group: groupShow, Word: "a.key.release", Do: p.release},
		{ID: "path", Group: groupShow, Word: "a.key.path", Keys: []Key{key(fyne.KeyK, "K")}, Do: p.togglePath},
		{ID: "pin", Group: groupShow, Word: "a.key.pin", Keys: []Key{key(fyne.KeyT, "T")}, Do: p.withSelected(func(l trace.Lane) { p.lanes.Pin(l, !p.lanes.Pinned(l)) })},
		{ID: "hide", Group: groupShow, Word: "a.key.hide", Keys: []Key{key(fyne.KeyDelete, "Del")}, Do: p.withSelected(p.lanes.HideLane)},
		{ID: "show-all", Group: groupShow, Word: "a.key.all", Keys: []Key{key(fyne.KeyG, "G")}, Do: p.lanes.ShowAll},
		{ID: "order", Group: groupShow, Word: "a.key.order", Keys: []Key{key(fyne.KeyO, "O")}, Do: p.nextOrder},
		{ID: "group", Group: groupShow, Word: "a.key.group", Keys: []Key{key(fyne.KeyY, "Y")}, Do: p.nextGrouping},
		{ID: "lanes", Group: groupShow, Word: "a.key.lanes", Keys: []Key{key(fyne.KeyL, "L")}, Do: p.OpenLaneMenu},
		{ID: "filter", Group: groupShow, Word: "a.key.filter", Do: func() { p.search.only() }},
		{ID: "inspector", Group: groupShow, Word: "a.key.inspector", Keys: []Key{key(fyne.KeyI, "I")}, Do: p.toggleInspector},
		{ID: "present", Group: groupShow, Word: "a.key.present", Keys: []Key{key(fyne.KeyF11, "F11")}, Do: p.present, Over: true},
		{ID: "panel-help", Group: groupShow, Word: "a.key.panel_help", Keys: []Key{key(fyne.KeyF2, "F2")}, Do: p.inspector.help},
		{ID: "help", Group: groupShow, Word: "a.key.help", Keys: []Key{key(fyne.KeyF1, "F1"), {Rune: '?', Show: "?"}}, Do: p.ShowShortcuts, Over: true},
	}
}

// lanesGroup is the group of one of the lanes' actions.
func lanesGroup(a timeline.Action) string {
	switch a {
	case timeline.NextEvent, timeline.PrevEvent, timeline.StepForward, timeline.StepBack, timeline.ToggleFollow:
		return groupPlay
	case timeline.ToggleCompact:
		return groupShow
	}
	return groupMove
}

// Actions are all that can be done, group by group.
func (p *Page) Actions() []Action {
	all := append(p.ownActions(), p.extra...)
	for _, b := range timeline.Bindings() {
		k := Key{b.Key, b.Rune, b.Mod, b.Show}
		if n := len(all); n > 0 && all[n-1].Word == b.Word {
			all[n-1].Keys = append(all[n-1].Keys, k)
			continue
		}
		all = append(all, Action{ID: b.Word, Group: lanesGroup(b.Action), Word: b.Word, Keys: []Key{k}, Do: func() { p.lanes.Do(b.Action) }})
	}
	var out []Action
	for _, g := range []string{groupRun, groupPlay, groupMove, groupShow, ClassGroup, FileGroup} {
		for _, a := range all {
			if a.Group == g {
				out = append(out, a)
			}
		}
	}
	return out
}

// Add adds what the window can do to the table.
func (p *Page) Add(all ...Action) {
	p.extra = append(p.extra, all...)
	p.takeShortcuts()
}

// Action is the action with the ID, nil if there is none.
func (p *Page) Action(id string) *Action {
	for _, a := range p.Actions() {
		if a.ID == id {
			return &a
		}
	}
	return nil
}

// takeShortcuts makes the window give the keys that are typed with another one
// held down.
func (p *Page) takeShortcuts() {
	for _, a := range p.Actions() {
		for _, k := range a.Keys {
			if k.Mod == 0 {
				continue
			}
			p.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Mod}, func(fyne.Shortcut) {
				if !p.covered() || a.Over {
					a.Do()
				}
			})
		}
	}
}

// TypedKey does what a key is bound to.
func (p *Page) TypedKey(ev *fyne.KeyEvent) {
	p.typed(func(k Key) bool { return k.Name == ev.Name && k.Name != "" })
}

// TypedRune does what a sign is bound to.
func (p *Page) TypedRune(r rune) {
	p.typed(func(k Key) bool { return k.Rune == r && k.Rune != 0 })
}

// typed does the first action that one of the keys without another is for.
func (p *Page) typed(is func(Key) bool) {
	for _, a := range p.Actions() {
		for _, k := range a.Keys {
			if k.Mod == 0 && is(k) && (a.Over || !p.covered()) {
				if a.On != nil {
					a.On(k)
				} else {
					a.Do()
				}
				return
			}
		}
	}
}
