// Package picture writes what the window shows of a recording into files: the
// lanes as a picture, the run as a page for a browser.
//
// This file holds the formats.
package picture

import (
	"image"
	"image/png"
	"io"

	"fyne.io/fyne/v2/theme"

	"corelanes/app/command"
	"corelanes/app/explore"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/export"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/report"
	"corelanes/widgets/svg"
	"corelanes/widgets/words"
)

// Targets are the formats of this package, for the command line.
func Targets() []command.Target {
	return []command.Target{
		{ID: "png", Does: "the lanes as a picture", Write: in(writePNG)},
		{ID: "svg", Does: "the lanes as a scalable picture", Write: in(writeSVG)},
		{ID: "html", Does: "a page for any browser, which needs no network: lanes that can be zoomed, states under the pointer, tables", Write: in(writeHTML)},
	}
}

// Write writes a recording in a format of this package or of engine/export, in
// the language in use; x.Language names it for whoever reads the file.
func Write(w io.Writer, format string, o *engine.Opened, x command.Options) error {
	switch format {
	case "png":
		return writePNG(w, o, x)
	case "svg":
		return writeSVG(w, o, x)
	case "html":
		return writeHTML(w, o, x)
	}
	return export.Write(w, format, o.Recording.Cut())
}

// DefaultWidth of a picture, pixels.
const DefaultWidth = 1920

type writer func(w io.Writer, o *engine.Opened, x command.Options) error

// in has a writer write in the language that was chosen.
func in(write writer) writer {
	return func(w io.Writer, o *engine.Opened, x command.Options) error {
		if x.Language == "" {
			x.Language = string(text.System())
		}
		if err := text.Use(text.Language(x.Language)); err != nil {
			return err
		}
		return write(w, o, x)
	}
}

// scene is what a picture shows.
func scene(o *engine.Opened, x command.Options) *paint.Scene {
	v := o.Recording.Cut()
	th := look.Light()
	if x.Dark {
		th = look.Dark()
	}
	s := &paint.Scene{View: v, From: x.From, To: x.To, Size: x.Size, Scale: 1, Theme: th.For(v), Words: words.Paint(), NoMinimap: true}
	if s.To == 0 {
		s.To = max(v.End(), 1)
	}
	if s.Size.X == 0 {
		s.Size.X = DefaultWidth
	}
	if s.Size.Y == 0 {
		l := paint.NewLayout(s)
		s.Size.Y = min(l.Axis.Dy()+l.Content, command.MaxSide)
	}
	s.Fit = true
	return s
}

func writePNG(w io.Writer, o *engine.Opened, x command.Options) error {
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
	if err != nil {
		return err
	}
	s := scene(o, x)
	img := image.NewRGBA(image.Rectangle{Max: s.Size})
	p.Paint(img, s)
	return png.Encode(w, img)
}

func writeSVG(w io.Writer, o *engine.Opened, x command.Options) error {
	return svg.Write(w, scene(o, x))
}

func writeHTML(w io.Writer, o *engine.Opened, x command.Options) error {
	told := explore.Tell(o)
	return report.Write(w, report.Report{
		Title: told.Scenario + " · " + told.Model, Said: told.Sentence, Figures: told.Figures, Language: x.Language, View: o.Recording.Cut(),
	})
}
