package report

// This file writes a comparison of runs as one HTML file that needs nothing else:
// bars, tables, and the lanes of every run on one time axis.

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"io"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/svg"
	"corelanes/widgets/words"
)

// Comparison is what is told of several runs. Its texts are in the reader's
// language.
type Comparison struct {
	Title    string
	Said     string
	Language string
	Curves   image.Image // drawn over the charts; nil for none
	Charts   []Chart
	Lanes    string // the heading over the runs
	Runs     []Run
	Tables   []Table
	Notes    []string
}

// Chart is a few bars under a heading.
type Chart struct {
	Title string
	Keys  []Key // what the parts' colours mean
	Bars  []Bar
}

// Key is a colour and what it means.
type Key struct {
	Color color.Color
	Word  string
}

// Bar is one number, or a stack of parts.
type Bar struct {
	Label, Text string
	Parts       []Part
	Ghost       float64 // an outline to compare with; 0 for none
}

// Part is a part of a bar.
type Part struct {
	Value float64
	Color color.Color
}

// Run is one run's lanes.
type Run struct {
	Title, Note string
	View        *trace.View
}

// Table has a line of heads.
type Table struct {
	Title string
	Head  []string
	Rows  [][]string
}

//go:embed comparison.html
var comparisonPage string

// runWidth of a run's lanes, pixels.
const runWidth = 1200

// WriteComparison writes the file.
func WriteComparison(w io.Writer, c Comparison) error {
	t, err := template.New("comparison").Parse(comparisonPage)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	runs, err := pictures(c.Runs)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	curves, err := dataOf(c.Curves)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	var charts []map[string]any
	for _, x := range c.Charts {
		charts = append(charts, chart(x))
	}
	if err := t.Execute(w, map[string]any{
		"Title": c.Title, "Said": c.Said, "Language": c.Language, "Curves": curves, "Charts": charts, "Lanes": c.Lanes, "Runs": runs, "Tables": c.Tables, "Notes": c.Notes,
		"Style": template.CSS(style), "Made": words.X("w.report.made"), //nolint:gosec // our own
	}); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// dataOf is a picture as an address that holds it, "" for none.
func dataOf(img image.Image) (template.URL, error) {
	if img == nil {
		return "", nil
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil //nolint:gosec // our own picture
}

// chart has its bars' parts as shares of the longest bar.
func chart(c Chart) map[string]any {
	longest := 0.0
	for _, b := range c.Bars {
		sum := 0.0
		for _, p := range b.Parts {
			sum += p.Value
		}
		longest = max(longest, sum, b.Ghost)
	}
	var bars []map[string]any
	for _, b := range c.Bars {
		var parts []template.CSS
		ghost := template.CSS("")
		if longest > 0 {
			for _, p := range b.Parts {
				parts = append(parts, styled(p.Value/longest, p.Color))
			}
			if b.Ghost > 0 {
				ghost = template.CSS(fmt.Sprintf("width:%.2f%%", 100*b.Ghost/longest)) //nolint:gosec // a number
			}
		}
		bars = append(bars, map[string]any{"Label": b.Label, "Text": b.Text, "Parts": parts, "Ghost": ghost})
	}
	var keys []map[string]any
	for _, k := range c.Keys {
		keys = append(keys, map[string]any{"Word": k.Word, "Style": template.CSS("background:" + hex(k.Color))}) //nolint:gosec // a colour
	}
	return map[string]any{"Title": c.Title, "Bars": bars, "Keys": keys}
}

func styled(share float64, c color.Color) template.CSS {
	return template.CSS(fmt.Sprintf("width:%.2f%%;background:%s", 100*share, hex(c))) //nolint:gosec // a number and a colour
}

// pictures are the runs' lanes on one axis, each a picture of its own: the parts
// of two in one document would be called the same.
func pictures(runs []Run) (out []map[string]any, err error) {
	end := trace.Time(1)
	for _, r := range runs {
		if r.View != nil {
			end = max(end, r.View.End())
		}
	}
	for _, r := range runs {
		picture := template.URL("")
		if r.View != nil {
			var b bytes.Buffer
			if err := svg.Write(&b, &paint.Scene{
				View: r.View, To: end, Size: image.Pt(runWidth, 100), Scale: 1, Theme: look.Light().For(r.View), Words: words.Paint(), NoMinimap: true, NoTitles: true,
				Folded: [paint.NumSections]bool{paint.Cores: true, paint.Primitives: true, paint.Counters: true},
			}); err != nil {
				return nil, err
			}
			picture = template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(b.Bytes())) //nolint:gosec // our own picture
		}
		out = append(out, map[string]any{"Title": r.Title, "Note": r.Note, "Picture": picture})
	}
	return out, nil
}
