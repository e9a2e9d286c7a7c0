package headless

// This file tests what is left for whoever has no screen.

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/engine"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
)

func TestWithoutAScreenAPictureAndAReportAreLeft(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	small := map[string]string{"size": "smoke"}
	files, err := run(&log, dir, []engine.Plan{{Scenario: "squares", Model: "processes", Set: small}, {Scenario: "squares", Model: "threads", Set: small}})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 || files[0] != filepath.Join(dir, PictureFile) || files[1] != filepath.Join(dir, ReportFile) {
		t.Errorf("files %q", files)
	}
	f, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[any]bool{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			colours[img.At(x, y)] = true
		}
	}
	if len(colours) < 32 {
		t.Errorf("the picture has only %d colours", len(colours))
	}
	report, err := os.ReadFile(files[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{PictureFile, "## "} {
		if !strings.Contains(string(report), s) {
			t.Errorf("the report does not mention %q:\n%s", s, report)
		}
	}
}
