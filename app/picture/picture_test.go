package picture

// This file tests that every format writes what a reader of it accepts.

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"corelanes/app/command"
	"corelanes/engine"
)

func ran(t *testing.T) *engine.Opened {
	t.Helper()
	r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: "threads", Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	return &engine.Opened{Outcome: r.Wait(), Plan: r.Plan, Recording: r.Recording(), Started: r.Started()}
}

func TestEveryFormatIsWhatItSaysInBothLanguagesAndThemes(t *testing.T) {
	o := ran(t)
	for _, f := range Targets() {
		for _, x := range []command.Options{{Language: "ru"}, {Language: "en", Dark: true, Size: image.Pt(640, 0)}} {
			var b bytes.Buffer
			if err := f.Write(&b, o, x); err != nil {
				t.Fatalf("%s: %v", f.ID, err)
			}
			word := map[string]string{"ru": "Исполнители", "en": "Workers"}[x.Language]
			switch f.ID {
			case "png":
				img, err := png.Decode(&b)
				if err != nil || x.Size.X > 0 && img.Bounds().Dx() != x.Size.X || x.Size.X == 0 && img.Bounds().Dx() != DefaultWidth {
					t.Errorf("png: %v", err)
				}
			case "svg":
				if !strings.Contains(b.String(), word) {
					t.Errorf("svg: not in %s", x.Language)
				}
				for d := xml.NewDecoder(&b); ; {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatalf("svg: %v", err)
					}
				}
			case "html":
				if !strings.Contains(b.String(), word) || !strings.Contains(b.String(), `<html lang="`+x.Language+`">`) {
					t.Errorf("html: not in %s", x.Language)
				}
			}
		}
	}
}
