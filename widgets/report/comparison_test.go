package report

// This file tests the page of a comparison.

import (
	"encoding/base64"
	"html"
	"image/color"
	"strings"
	"testing"

	"corelanes/widgets/internal/synth"
)

func TestAComparisonHoldsBarsTablesAndEveryRunsLanes(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	red := color.RGBA{R: 255, A: 255}
	var b strings.Builder
	if err := WriteComparison(&b, Comparison{
		Title: "Squares <1>", Said: "Processes are the fastest.", Language: "en",
		Charts: []Chart{{Title: "Time", Keys: []Key{{red, "working"}}, Bars: []Bar{{Label: "threads", Text: "4 s", Parts: []Part{{3, red}, {1, color.Black}}, Ghost: 2}, {Label: "failed"}}}},
		Tables: []Table{{Title: "Figures", Head: []string{"model"}, Rows: [][]string{{"threads & co"}}}},
		Notes:  []string{"a note"}, Lanes: "Runs", Runs: []Run{{Title: "threads", View: v}, {Title: "failed"}},
	}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	_, lanes, _ := strings.Cut(page, "xml;base64,")
	lanes, _, _ = strings.Cut(lanes, "\"")
	picture, err := base64.StdEncoding.DecodeString(html.UnescapeString(lanes))
	if err != nil || !strings.Contains(string(picture), ">Thread-1<") {
		t.Errorf("%v: no worker's name among the lanes %.300s", err, picture)
	}
	for _, s := range []string{">Cores<", ">Workers<", ">Primitives<"} {
		if strings.Contains(string(picture), s) {
			t.Errorf("the title %s stands over nothing", s)
		}
	}
	for _, s := range []string{"<h1>Squares &lt;1&gt;</h1>", "width:75.00%;background:#ff0000", "width:50.00%", "working", "threads &amp; co", "a note", "image/svg", "img-src data:"} {
		if !strings.Contains(page, s) {
			t.Errorf("no %q in the page", s)
		}
	}
	if n := strings.Count(page, "<img"); n != 1 {
		t.Errorf("%d pictures of one recording", n)
	}
	for _, s := range []string{"ZgotmplZ", "<script", "http://", "https://"} {
		if strings.Contains(page, s) {
			t.Errorf("there is %q in the page", s)
		}
	}
}

func TestAComparisonOfNothingIsStillAPage(t *testing.T) {
	var b strings.Builder
	if err := WriteComparison(&b, Comparison{Title: "nothing", Charts: []Chart{{Bars: []Bar{{Label: "a", Parts: []Part{{0, color.Black}}}}}}}); err != nil || !strings.Contains(b.String(), "</html>") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
