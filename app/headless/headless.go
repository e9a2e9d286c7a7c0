// Package headless shows a run to whoever has no screen: it runs the scenario
// that the window would begin with, and leaves the picture of the page and a
// short report.
//
// The picture is the page itself, drawn by Fyne's software renderer.
//
// This file holds the runs and the picture.
package headless

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"corelanes/app/conduct"
	"corelanes/app/explore"
	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
)

// Names of the files that are left.
const (
	PictureFile = "corelanes-run.png"
	ReportFile  = "corelanes-run.md"
)

// pictureSize is the picture's, pixels.
var pictureSize = fyne.NewSize(1280, 800)

// plans are what is run, the one in the picture last.
func plans() []engine.Plan {
	return []engine.Plan{
		{Scenario: "squares", Model: "processes"},
		{Scenario: "squares", Model: "threads"},
	}
}

// Run runs what the window would begin with, writes the files into a folder, and is their paths. What it is
// doing it tells to log.
func Run(log io.Writer, dir string) ([]string, error) { return run(log, dir, plans()) }

func run(log io.Writer, dir string, plans []engine.Plan) ([]string, error) {
	a := test.NewApp()
	defer a.Quit()
	s := settings.New(a.Preferences())
	if err := text.Use(text.System()); err != nil {
		return nil, err
	}
	a.Settings().SetTheme(skin.New(skin.Light, 1))
	w := a.NewWindow("Corelanes")
	defer w.Close()
	w.SetPadded(false)

	todo := make(chan func(), 1)
	page := explore.New(w, s, func(f func()) { todo <- f })
	defer page.Close()
	w.SetContent(container.NewPadded(page.Content()))
	w.Resize(pictureSize)

	var told []explore.Told
	for _, p := range plans {
		fmt.Fprintf(log, "running %s, %s …\n", p.Scenario, p.Model)
		if err := page.Start(p); err != nil {
			return nil, err
		}
		for f := range todo {
			f()
			if page.Phase() == conduct.Idle {
				break
			}
		}
		t := page.Told()
		if t.Failure != "" {
			return nil, fmt.Errorf("%s, %s: %s", p.Scenario, p.Model, t.Failure)
		}
		fmt.Fprintln(log, t.Sentence)
		told = append(told, t)
	}
	page.ShowMiddle()
	picture, report := filepath.Join(dir, PictureFile), filepath.Join(dir, ReportFile)
	if err := writePicture(picture, w.Canvas().Capture()); err != nil {
		return nil, err
	}
	if err := os.WriteFile(report, []byte(reportOf(told)), 0o644); err != nil {
		return nil, err
	}
	return []string{picture, report}, nil
}

func writePicture(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(f, img); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
