// Package paint draws the lanes: a window of a recording as pixels.
//
// It is plain Go from a *trace.View to an *image.RGBA, without a window
// toolkit, so that the same code fills the window, writes the pictures of
// reports, and is tested against golden pictures.
//
// The idea that carries it: a frame costs time by its pixels, not by the
// run's events. Every lane of every frame is drawn in one of two ways. Where
// at most one span per pixel is in view, the spans are visited one by one and
// drawn as bars with colour, pattern and letter; neighbours that are narrower
// than a pixel or two melt into columns. Where there are more, nothing is
// visited: each pixel column shows the share of the time that each state had
// in it, stacked, asked from the recording's index; columns in a row that
// belong to one state alone are drawn as a bar again. Both ways look the same
// where they meet, so zooming does not flicker, and nothing is dropped.
//
// This file holds the Scene: all that one frame depends on.
package paint

import (
	"image"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// Section is one part of the picture; sections fold.
type Section uint8

// The sections, from top to bottom.
const (
	Cores Section = iota
	Workers
	Primitives
	Counters
	NumSections // how many there are
)

// Words are the texts on the picture, in the reader's language.
type Words struct {
	Sections  [NumSections]string
	Core      string                    // before a core's number
	Kinds     map[trace.ObjKind]string  // before an object's name; none leaves the name alone
	Overheads map[trace.Overhead]string // what an overhead bar is spent on
	Counters  map[string]string         // what a counter is called, by its name in the recording
	OfProcess map[string]string         // the same of the run's first process: "CPU of the process"
	FlagUp    string                    // on an event's lane while its flag is up
	FlagDown  string                    // and while it is down
	Broken    string                    // on a barrier's lane while it is broken
	Hidden    string                    // before how many lanes are hidden
	Letters   [trace.NumStates]string   // one capital for each state, on its bars
	Units     look.Units
	Gap       func(why trace.Slot, length trace.Time) string // why a stretch tells nothing; nil: no word of it
}

// DefaultWords are the texts in English.
func DefaultWords() Words {
	return Words{
		Sections: [NumSections]string{"Cores", "Workers", "Primitives", "Counters"},
		Core:     "Core",
		Kinds:    map[trace.ObjKind]string{},
		Overheads: map[trace.Overhead]string{
			trace.OverheadStart: "start", trace.OverheadReceive: "receive",
			trace.OverheadSend: "send", trace.OverheadShutdown: "shutdown",
			trace.OverheadInit: "init", trace.OverheadRuntime: "runtime", trace.OverheadImport: "import", trace.OverheadReady: "ready",
		},
		FlagUp: "up", FlagDown: "down", Broken: "broken", Hidden: "hidden:", Letters: letters(),
		Units: look.DefaultUnits(),
	}
}

// letters are the states' letters of the table.
func letters() (out [trace.NumStates]string) {
	for _, s := range look.States() {
		out[s.State] = s.Letter
	}
	return out
}

// Scene is what a frame shows. Equal scenes give equal pictures.
type Scene struct {
	View     *trace.View // nil draws an empty picture
	From, To trace.Time  // the window of time
	Size     image.Point // of the picture, pixels
	Scale    float64     // pixels per unit of length, 1 on plain screens
	Theme    look.Theme
	Words    Words

	Folded    [NumSections]bool
	RowHeight float64 // of a lane, units; 0 lets few lanes grow into the room
	Fit       bool    // make lanes as low as it takes to see all, within reason
	ScrollPx  int     // how far the lanes are scrolled down

	Workers    []Row              // the workers' rows; nil: all of them, each before those that it started
	Groups     []Group            // of the workers; Workers has a RowGroup for each
	HiddenObjs map[trace.Obj]bool // primitives that have no row
	Hidden     int                // lanes and primitives that have none, told in the workers' title

	Selected trace.Lane // its row is marked, its slices on the cores are lit
	Hovered  trace.Lane // likewise, instead of Selected
	SelObj   trace.Obj  // its row is marked

	// Connectors draws a line from every operation that woke a lane to where
	// the lane went on, however many there are. Those of the selected lane, and
	// all when they are few, are drawn without being asked for.
	Connectors bool

	Also     []trace.Lane // lanes that are marked like Selected
	AlsoObjs []trace.Obj  // primitives likewise

	Path   []insight.PathStep // the critical path, drawn along the lanes; nil: not
	Marked []insight.Stretch  // stretches of lanes that are framed, in order

	Hits   []trace.Time // where something was found, in order
	Flags  []Flag       // bookmarks, in order
	Alerts []Alert      // where something is wrong

	Origin      trace.Time // from which the axis counts
	First, Last trace.Time // how far the axis reaches at least: another recording's beginning and end on it

	// Moving says that the window is on its way: columns of shares are two pixels
	// wide then, which takes half the time.
	Moving bool

	Marks     bool // a question mark in each section's title
	NoMinimap bool
	NoNames   bool       // leave the column of names out
	NoTitles  bool       // leave the sections' titles out: of a folded one nothing is left
	Playhead  trace.Time // drawn where ShowPlayhead says so
	// ShowPlayhead draws the playhead into the picture; the window moves its
	// own over the picture instead.
	ShowPlayhead bool
}

// lit is the lane whose slices stand out, 0 when none does.
func (s *Scene) lit() trace.Lane {
	if s.Hovered != 0 {
		return s.Hovered
	}
	return s.Selected
}

// unit is n units in pixels, at least 1.
func (s *Scene) unit(n float64) int { return max(1, int(n*s.scale()+0.5)) }

func (s *Scene) scale() float64 {
	if s.Scale <= 0 {
		return 1
	}
	return s.Scale
}
