package explore

// This file holds recordings in files: a run that has ended is saved, and a
// recording is opened and shown like a run that has just ended. Files are read
// and written off the main goroutine.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/importer"
	"corelanes/engine/insight"
	"corelanes/widgets/words"
)

// files is what the page does with files.
type files struct {
	wg      sync.WaitGroup // reading and writing under way
	shown   int            // grows with whatever is shown instead: a file that was asked for before is late
	opened  *engine.Opened // the recording on show, nil for a run of this window's
	note    note
	stop    func() // ends reading a file; nil when none is read
	ending  func() // ends an export; nil when there was none
	foreign bool   // what is on show was made by another program
}

// note is what the page says of a file.
type note struct {
	says func() string // in the language of the moment; nil for nothing
	kind noteKind
}

// Open shows the recording in a file. One that cannot be read changes nothing
// but says why.
func (p *Page) Open(path string) {
	p.open(path, soonRecorded, func(o *engine.Opened, f conduct.Frame) {
		p.showOpened(o, f)
		p.sumUpLater()
	})
}

// OpenBeside shows the recording in a file beside the one on show, if there is
// one.
func (p *Page) OpenBeside(path string) {
	if p.frame.View == nil {
		p.Open(path)
		return
	}
	p.open(path, recorded, func(o *engine.Opened, f conduct.Frame) {
		p.setNote(note{})
		p.holdBeside(held{frame: f, opened: o, notes: slices.Clone(o.Notes)})
	})
}

// recorded is the frame of a recording, as if its run had just ended. What
// one worker takes on this machine says nothing of a recording from another.
func recorded(o *engine.Opened) conduct.Frame {
	f := drawn(o)
	sumUp(&f)
	return f
}

// drawn is recorded without what takes long in a large recording: its sums, and
// what is found in it.
func drawn(o *engine.Opened) conduct.Frame {
	f := conduct.Frame{Plan: o.Plan, Outcome: &o.Outcome, View: o.Recording.Cut(), Started: o.Started}
	f.Now = f.View.End()
	return f
}

// sumUp adds what drawn leaves out.
func sumUp(f *conduct.Frame) {
	s := insight.Summarise(f.View)
	f.Summary = &s
	f.Found = conduct.Find(f.Plan, f.View, *f.Outcome)
}

// showOpened shows a recording that was read.
func (p *Page) showOpened(o *engine.Opened, f conduct.Frame) {
	p.pause()
	p.conductor.Stop() // a comparison
	p.files.opened, p.files.note, p.files.foreign = o, note{}, false
	notes := slices.Clone(o.Notes)
	p.choice.take(o.Plan)
	p.ran = p.choice.signature()
	p.lanes.SetView(nil)
	p.lanes.SetFollow(true)
	p.frame = f
	p.formOpen = p.formOpen || len(p.choice.problems()) > 0 // they are told there
	p.Rebuild()
	p.lanes.SetView(f.View)
	p.lanes.SetFollow(false)
	p.setNotes(notes)
	p.show(f)
}

// Present shows a run that was made elsewhere in the program.
func (p *Page) Present(o *engine.Opened) {
	p.files.shown++
	p.showOpened(o, recorded(o))
}

// CanShare says whether there is a recording on show that is at its end.
func (p *Page) CanShare() bool {
	return p.files.opened != nil || p.frame.Run != nil && p.frame.Outcome != nil
}

// CanSave says whether there is a run to be saved, or a recording whose
// bookmarks have changed, or that another program made.
func (p *Page) CanSave() bool {
	if o := p.files.opened; o != nil {
		return o.Damage == "" && (p.files.foreign || !slices.Equal(o.Notes, p.notes))
	}
	return p.frame.Run != nil && p.frame.Outcome != nil
}

// kept is what is to be saved.
func (p *Page) kept() *engine.Opened {
	var o engine.Opened
	if p.files.opened != nil {
		o = *p.files.opened
	} else {
		o = *p.frame.Run.Kept(version.Number)
	}
	o.Notes = slices.Clone(p.notes)
	return &o
}

// FileName is the name proposed for the recording.
func (p *Page) FileName() string {
	f := &p.frame
	return fmt.Sprintf("%s-%s-%s%s", f.Plan.Scenario, f.Plan.Model, f.Started.Format("2006-01-02-1504"), engine.FileSuffix)
}

// Save keeps the run that has ended in a file, and says whether that went
// well. A name without the ending of recordings is given it.
func (p *Page) Save(path string) {
	if p.CanSave() {
		p.saveTo(path, false)
	}
}

// SavePrivate keeps what is on show in a file for somebody else, as Save does:
// see engine.Opened.Private.
func (p *Page) SavePrivate(path string) {
	if p.CanShare() {
		p.saveTo(path, true)
	}
}

func (p *Page) saveTo(path string, private bool) {
	kept := p.kept()
	if !strings.EqualFold(filepath.Ext(path), engine.FileSuffix) {
		path += engine.FileSuffix
		if _, err := os.Lstat(path); err == nil { // nobody was asked about this one
			p.unsaved(fs.ErrExist)
			return
		}
	}
	name := filepath.Base(path)
	p.files.wg.Go(func() {
		var err error
		saved := kept
		if private {
			saved, err = kept.Private()
		}
		if err == nil {
			err = saved.Save(path)
		}
		p.post(func() {
			if err != nil {
				p.unsaved(err)
				return
			}
			if p.files.opened != nil && !private {
				p.files.opened.Notes, p.files.foreign = kept.Notes, false
			}
			p.tell(remark, "a.file.saved", text.With{"File": name})
		})
	})
}

// unsaved says that there is no place to save to, and why.
func (p *Page) unsaved(err error) {
	p.complain(func() string { return text.X("a.file.unsaved", text.With{"Why": text.Because(err)}) })
}

// Unopened says that a file cannot be opened, and why.
func (p *Page) Unopened(name string, err error) {
	p.complain(func() string { return unread(name, err) })
}

// tell says something of a file.
func (p *Page) tell(kind noteKind, key string, with text.With) {
	p.setNote(note{func() string { return text.X(key, with) }, kind})
}

func (p *Page) complain(says func() string) { p.setNote(note{says, trouble}) }

func (p *Page) setNote(n note) {
	p.files.note = n
	p.showNote()
}

// showNote shows the note in the language of now.
func (p *Page) showNote() {
	if p.files.note.says == nil {
		p.note.set("")
		return
	}
	p.note.kind(p.files.note.kind)
	p.note.set(p.files.note.says())
}

// IsRecording says whether a file's name is that of a recording.
func IsRecording(path string) bool { return strings.EqualFold(filepath.Ext(path), engine.FileSuffix) }

// Unread is why a recording cannot be opened, in the person's language.
func Unread(name string, err error) string { return unread(name, err) }

// unread is why a file cannot be opened.
func unread(name string, err error) string {
	for _, x := range []struct {
		is  error
		key string
	}{
		{fs.ErrNotExist, "a.file.missing"}, {fs.ErrPermission, "a.file.forbidden"}, {engine.ErrNotRecording, "a.file.foreign"},
		{engine.ErrNewer, "a.file.newer"}, {importer.ErrPacked, "a.file.packed"}, {importer.ErrFormat, "a.file.unknown"}, {engine.ErrDamaged, "a.file.damaged"},
	} {
		if errors.Is(err, x.is) {
			with := text.With{"File": name}
			var newer *engine.NewerError
			if errors.As(err, &newer) {
				with["Format"] = newer.Format
			}
			return text.X(x.key, with)
		}
	}
	return text.X("a.file.unread", text.With{"File": name, "Why": text.Because(err)})
}

// cuts are parts of the reader's words on damage, and the keys of ours.
var cuts = [...][2]string{
	{"the file ends", "a.cut.end"}, {"damaged", "a.cut.block"}, {"events are missing", "a.cut.block"},
}

// saidOf is the sentence about a recording that was opened; whole is what it
// would be of a run that has just ended so.
func (p *Page) saidOf(o *engine.Opened, whole string) string {
	with := text.With{"Who": who(p.frame.Plan, p.frame.Summary), "Took": words.Units().Duration(p.frame.Now)}
	switch {
	case o.Events == 0:
		whole = text.X("a.said.nothing", with)
	case o.Damage != "":
		whole = text.X("a.said.cut", with)
	}
	return strings.TrimSpace(text.X("a.said.recorded", text.With{"Said": whole, "Date": o.Started.Local().Format(text.X("a.date"))}))
}

// incomplete says what is missing of the recording on show, "" if nothing is.
func (p *Page) incomplete() string {
	if p.files.opened == nil || p.files.opened.Damage == "" {
		return ""
	}
	why := p.files.opened.Damage
	for _, c := range cuts {
		if strings.Contains(why, c[0]) {
			why = text.X(c[1])
			break
		}
	}
	return text.X("a.file.cut", text.With{"Why": why, "Events": p.files.opened.Events})
}
