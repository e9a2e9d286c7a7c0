// Package importer reads what other programs recorded, so that it can be looked
// at here: Chrome's trace event JSON, as VizTracer, Perfetto and this program
// write it, and Go's own execution traces.
//
// Nothing in a file is believed. What does not fit is left out and counted; a
// file that was cut off is read up to there.
//
// This file holds what is read, and how its format is recognised.
package importer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"corelanes/engine/trace"
)

// ErrFormat is returned for a file in no format that is known here.
var ErrFormat = errors.New("neither a trace in Chrome's JSON nor an execution trace of Go")

// ErrPacked is returned for a file that is compressed.
var ErrPacked = errors.New("it is compressed; unpack it with gunzip first")

// Imported is a recording that another program made.
type Imported struct {
	Format    string           // "chrome" or "go"
	Recording *trace.Recording // complete
	Events    int              // that were understood
	Left      int              // that were not, or found no room
	Damage    string           // what is missing, "" if nothing is
}

// Read reads a file of any format that is known. The error is ErrFormat, or
// says why nothing could be read.
func Read(r io.Reader) (*Imported, error) { return ReadUntil(context.Background(), r) }

// ReadUntil is Read; when ctx ends, what was read is put in order no further, and its
// error is the error. That a reader goes on for ever is not its concern.
func ReadUntil(ctx context.Context, r io.Reader) (*Imported, error) {
	file := &source{r: r, ctx: ctx}
	b := bufio.NewReaderSize(file, 1<<16)
	begin, err := b.Peek(16)
	if err != nil && len(begin) == 0 {
		return nil, ErrFormat
	}
	switch {
	case bytes.HasPrefix(begin, []byte("go 1.")):
		return readGo(b, file)
	case bytes.HasPrefix(begin, []byte{0x1f, 0x8b}):
		return nil, fmt.Errorf("%w: %w", ErrFormat, ErrPacked)
	}
	if first := bytes.TrimLeft(begin, "\ufeff \t\r\n"); len(first) > 0 && (first[0] == '{' || first[0] == '[') {
		return readChrome(b, file)
	}
	return nil, ErrFormat
}
