// Package lanefile keeps recordings in files, FILE.lane, and reads them again.
//
// A file is a mark, a version, and blocks. Each block says how long it is and
// carries a checksum, so a file that was cut off or damaged is read up to its
// last whole block, and says so. The format is described in docs/format.md; the
// two change together.
//
// This file holds what a file consists of.
package lanefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"corelanes/engine/trace"
)

// Version of the format. A reader reads every minor version of its major one.
const (
	Major = 1
	Minor = 8
)

// mark is how every file begins.
var mark = [8]byte{'C', 'O', 'R', 'E', 'L', 'A', 'N', 'E'}

// Errors of reading.
var (
	ErrNotLane = errors.New("not a Corelanes recording")
	ErrVersion = errors.New("made by a newer Corelanes")
	ErrDamaged = errors.New("damaged")
)

// VersionError says that a file's format is one that this program cannot read. It is
// an ErrVersion.
type VersionError struct {
	Format int // the file's major version
}

// Error names both versions.
func (e *VersionError) Error() string {
	return fmt.Sprintf("%v: its format is %d, this program reads %d", ErrVersion, e.Format, Major)
}

// Unwrap is ErrVersion.
func (e *VersionError) Unwrap() error { return ErrVersion }

// Head says what was run, where and when.
type Head struct {
	Program string          `json:"program"` // the version that made the file
	Started time.Time       `json:"started"`
	Plan    json.RawMessage `json:"plan"`
	Machine json.RawMessage `json:"machine,omitempty"`
}

// Tail says how it ended.
type Tail struct {
	Status  string          `json:"status"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   string          `json:"error,omitempty"`
	End     trace.Time      `json:"end"` // ns since the run began
	Dropped uint64          `json:"dropped"`
	Events  int             `json:"events"`
	Notes   []Note          `json:"notes,omitempty"`
	// Attached is what goes with the recording and is not of it: the answers to a
	// homework. Its reader checks it.
	Attached json.RawMessage `json:"attached,omitempty"`
}

// Note is a bookmark: what a person noted of an instant.
type Note struct {
	At   trace.Time `json:"at"` // ns since the run began
	Text string     `json:"text"`
}

// File is a recording that was read.
type File struct {
	Head
	Tail
	Recording *trace.Recording // complete: nothing needs to be updated
	Read      int              // events read
	Complete  bool             // whether the whole file was there
	Damage    string           // what is missing, when it was not
}

// The kinds of blocks.
const (
	blockHead   = 'H'
	blockLanes  = 'L'
	blockMore   = 'M' // lanes beyond those of L
	blockObjs   = 'O'
	blockTexts  = 'T'
	blockEvents = 'E'
	blockTail   = 'Z'
)

// Limits, which a writer keeps and a reader insists on, so that a hostile file
// cannot make it take more memory than a small multiple of the file's size.
const (
	maxBlockBytes  = 16 << 20 // as stored
	eventsPerBlock = 1 << 15
	lanesPerBlock  = 1 << 14
	maxEventBytes  = 40 // of one event before compression
	maxEvents      = 1 << 26
	minStoredBytes = 1 // of one event, on the average of a block: see store
)
