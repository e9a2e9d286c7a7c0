package lessons

// This file holds the book: what was done of every lesson, in a file on this
// machine and nowhere else.

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"corelanes/engine"
	"corelanes/engine/lesson"
)

// page is what was done of one lesson.
type page struct {
	Step      step              `json:"step"`                // the furthest that was seen
	Predicted *lesson.Predicted `json:"predicted,omitempty"` // the latest prediction
	Score     *float64          `json:"score,omitempty"`     // how good it was, 0 to 1
	Right     int               `json:"right"`               // questions answered right at the first try
	Of        int               `json:"of"`
	Mastered  bool              `json:"mastered"`        // the variant's goal was met
	Tally     []int             `json:"tally,omitempty"` // hands of the class
}

// book is all of it.
type book struct {
	path  string          // "": it is not kept
	pages map[string]page // by the lessons' IDs
}

// maxBook is far above what a thousand lessons need.
const maxBook = 4 << 20

// openBook reads the book; one that cannot be read is begun anew, and the old
// one kept beside it.
func openBook(path string) *book {
	b := &book{path: path, pages: map[string]page{}}
	data, err := readSome(path, maxBook)
	if err != nil {
		return b
	}
	if json.Unmarshal(data, &b.pages) != nil || b.pages == nil {
		b.pages = map[string]page{}
		if err := os.Rename(path, path+".unreadable"); err != nil {
			fyne.LogError("What was done of the lessons cannot be read, nor put aside", err)
		}
	}
	return b
}

// readSome reads a file of a size at most.
func readSome(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// of is what was done of a lesson.
func (b *book) of(id string) page { return b.pages[id] }

// note changes what was done of a lesson.
func (b *book) note(id string, change func(*page)) {
	p := b.pages[id]
	change(&p)
	b.pages[id] = p
	if b.path == "" {
		return
	}
	err := os.MkdirAll(filepath.Dir(b.path), 0o755)
	if err == nil {
		err = engine.WriteWhole(b.path, func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetIndent("", " ")
			return enc.Encode(b.pages)
		})
	}
	if err != nil {
		fyne.LogError("What was done of the lesson cannot be kept", err)
	}
}
