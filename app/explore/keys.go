package explore

// This file holds the page's keys. Together with the lanes' own table they
// make the sheet of shortcuts.

import (
	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// Binding is a key of the page.
type Binding struct {
	Key  fyne.KeyName
	Show string // as people read it
	Word string // key of what it does

	do func(*Page)
}

// bindings is the table.
func bindings() []Binding {
	return []Binding{
		{fyne.KeyF5, "F5", "a.key.run", (*Page).runKey},
		{fyne.KeyEscape, "Esc", "a.key.stop", (*Page).escape},
		{fyne.KeySpace, "Space", "a.key.play", (*Page).Play},
		{fyne.KeyF11, "F11", "a.key.full", (*Page).fullScreen},
		{fyne.KeyF1, "F1, ?", "a.key.help", (*Page).ShowShortcuts},
	}
}

// TypedKey does what a key is bound to: the page's keys first, then the
// lanes'.
func (p *Page) TypedKey(ev *fyne.KeyEvent) {
	for _, b := range bindings() {
		if b.Key == ev.Name {
			b.do(p)
			return
		}
	}
	if p.covered() {
		return
	}
	for _, b := range timeline.Bindings() {
		if b.Key == ev.Name && b.Key != "" && b.Mod == 0 {
			p.lanes.Do(b.Action)
			return
		}
	}
}

// TypedRune does what a sign is bound to.
func (p *Page) TypedRune(r rune) {
	if r == '?' {
		p.ShowShortcuts()
		return
	}
	for _, b := range timeline.Bindings() {
		if b.Rune == r && b.Rune != 0 {
			p.lanes.Do(b.Action)
			return
		}
	}
}

// runKey closes what lies over the page, and runs.
func (p *Page) runKey() {
	for p.covered() {
		p.uncover()
	}
	p.Run()
}

// escape closes what lies over the page; with nothing there it leaves the
// field that is typed in, and stops the run.
func (p *Page) escape() {
	if p.covered() {
		p.uncover()
		return
	}
	p.window.Canvas().Unfocus()
	p.Stop()
}

// covered says whether a dialog, a menu or a list lies over the page.
func (p *Page) covered() bool { return p.window.Canvas().Overlays().Top() != nil }

// uncover closes the uppermost of them.
func (p *Page) uncover() {
	over := p.window.Canvas().Overlays()
	top := over.Top()
	top.Hide()
	over.Remove(top)
}

func (p *Page) fullScreen() { p.window.SetFullScreen(!p.window.FullScreen()) }

// shortcuts are the lines of the sheet: key and what it does.
func shortcuts() (keys [][2]string, mouse []string) {
	for _, b := range bindings() {
		keys = append(keys, [2]string{text.Or("a.keyname."+b.Show, b.Show), text.X(b.Word)})
	}
	keys = append(keys, [2]string{"Ctrl+O", text.X("a.key.open")}, [2]string{"Ctrl+S", text.X("a.key.save")})
	for _, b := range timeline.Bindings() {
		if n := len(keys); n > 0 && keys[n-1][1] == words.X(b.Word) {
			keys[n-1][0] += ", " + b.Show
			continue
		}
		keys = append(keys, [2]string{b.Show, words.X(b.Word)})
	}
	for _, w := range timeline.MouseWords() {
		mouse = append(mouse, words.X(w))
	}
	return keys, mouse
}
