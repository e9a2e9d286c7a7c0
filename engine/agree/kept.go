package agree

// This file keeps what was judged, so that the next day's table is not empty.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"corelanes/engine"
)

// KeptRow is a claim that was looked at, and when.
type KeptRow struct {
	Row
	When        time.Time `json:"when"`
	Interpreter string    `json:"interpreter"` // the CPython, as it calls itself
	Repeat      int       `json:"repeat"`
}

// Kept are the last results, one for each claim at most.
type Kept struct {
	Rows []KeptRow `json:"rows"`
}

// Of is the last result of a claim, nil without one.
func (k *Kept) Of(key string) *KeptRow {
	for i := range k.Rows {
		if k.Rows[i].Key == key {
			return &k.Rows[i]
		}
	}
	return nil
}

// Put has a result take the place of the claim's last one.
func (k *Kept) Put(r KeptRow) {
	k.Rows = append(slices.DeleteFunc(k.Rows, func(x KeptRow) bool { return x.Key == r.Key }), r)
}

// Write writes the results into a file.
func (k *Kept) Write(path string) error {
	return engine.WriteWhole(path, func(w io.Writer) error { return json.NewEncoder(w).Encode(k) })
}

// ReadKept reads what Write wrote; without such a file there are no results. Those
// of claims that this version does not make are left out.
func ReadKept(path string) (Kept, error) {
	var k Kept
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &k)
	}
	if err != nil {
		return Kept{}, fmt.Errorf("read the last results: %w", err)
	}
	claims := Claims()
	k.Rows = slices.DeleteFunc(k.Rows, func(r KeptRow) bool {
		return !slices.ContainsFunc(claims, func(c Claim) bool { return c.Key == r.Key })
	})
	return k, nil
}
