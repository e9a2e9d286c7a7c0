package cpython

// This file holds what a script prints: all of it goes to two files of the run,
// and its lines into the recording.
//
// A script may print without end. Of the recording's texts it gets a part, the
// first lines and the last; and the files are only as long as a limit.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"corelanes/engine/trace"
)

const (
	// MaxOutput is how much of what a script prints is kept in a file, bytes.
	MaxOutput = 16 << 20

	firstLines = 20_000 // that go into the recording
	lastLines  = 60     // and of those after them
	lineBytes  = 110    // of a longer line the rest stands in a line of its own
	maxPieces  = 20

	// drainFor is how long is waited for the rest of what a script printed, once
	// nobody is left who could.
	drainFor = 2 * time.Second
)

// printer takes in what a script prints.
type printer struct {
	arena  *trace.Arena
	rec    *trace.Writer
	theirs [2]*os.File
	ours   [2]*os.File
	kept   [2]*os.File
	done   sync.WaitGroup

	mu    sync.Mutex
	lane  trace.Lane
	lines int
	tail  []string // the last lines, of those that are too many
	error string   // the last line of the second pipe
}

func newPrinter(cmd *exec.Cmd, dir string, a *trace.Arena, clock trace.Clock) (*printer, error) {
	p := &printer{arena: a, rec: a.NewWriter(clock, 0)}
	var err error
	for i, name := range []string{OutputFile, ErrorFile} {
		if err == nil {
			p.ours[i], p.theirs[i], err = os.Pipe()
		}
		if err == nil {
			p.kept[i], err = os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		}
	}
	if err != nil {
		p.closeTheirs()
		p.closeOurs()
		return nil, err
	}
	cmd.Stdout, cmd.Stderr = p.theirs[0], p.theirs[1]
	return p, nil
}

func closeFiles(files []*os.File) {
	for _, f := range files {
		if f != nil {
			f.Close()
		}
	}
}

func (p *printer) closeTheirs() { closeFiles(p.theirs[:]) }

func (p *printer) closeOurs() {
	closeFiles(p.ours[:])
	closeFiles(p.kept[:])
}

// begin reads until nobody can print any more.
func (p *printer) begin(lane trace.Lane) {
	p.lane = lane
	for i := range p.ours {
		p.done.Go(func() { p.read(i) })
	}
}

// drain waits for the rest, when everybody who could print has gone.
func (p *printer) drain() {
	t := time.AfterFunc(drainFor, func() { closeFiles(p.ours[:]) }) // somebody keeps a pipe open whom nobody found
	p.done.Wait()
	t.Stop()
}

// note adds a line of Corelanes' own.
func (p *printer) note(text string) {
	text = "corelanes: " + text
	_, _ = p.kept[1].WriteString(text + "\n") // a full disk takes nothing from the run
	p.mu.Lock()
	defer p.mu.Unlock()
	p.say(text)
}

// close tells the last lines of a script that printed too many.
func (p *printer) close() {
	p.closeOurs()
	p.mu.Lock()
	defer p.mu.Unlock()
	if left := p.lines - firstLines - len(p.tail); left > 0 {
		p.rec.Say(p.lane, fmt.Sprintf("… %d lines left out …", left))
	}
	for _, line := range p.tail {
		p.rec.Say(p.lane, line)
	}
}

func (p *printer) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.error
}

// read takes in one pipe.
func (p *printer) read(i int) {
	buf := make([]byte, 64<<10)
	var line []byte
	written := 0
	for {
		n, err := p.ours[i].Read(buf)
		if keep := min(n, MaxOutput-written); keep > 0 {
			_, _ = p.kept[i].Write(buf[:keep]) // a full disk takes nothing from the run
			written += keep
		}
		for rest := buf[:n]; len(rest) > 0; {
			end := bytes.IndexByte(rest, '\n')
			if end < 0 {
				line = appendLine(line, rest)
				break
			}
			p.line(i, appendLine(line, rest[:end]))
			line, rest = line[:0], rest[end+1:]
		}
		if err != nil {
			if len(line) > 0 {
				p.line(i, line)
			}
			if !errors.Is(err, io.EOF) && !errors.Is(err, os.ErrClosed) {
				p.line(1, []byte("reading what the script prints: "+err.Error()))
			}
			return
		}
	}
}

// appendLine adds to a line what is to be kept of it.
func appendLine(line, more []byte) []byte {
	return append(line, more[:min(len(more), max(0, lineBytes*maxPieces-len(line)))]...)
}

// line takes in one line of pipe i.
func (p *printer) line(i int, b []byte) {
	text := strings.TrimRight(strings.ToValidUTF8(string(b), "\uFFFD"), "\r ")
	p.mu.Lock()
	defer p.mu.Unlock()
	if i == 1 && strings.TrimSpace(text) != "" {
		p.error = strings.TrimSpace(text)
	}
	for {
		piece := text
		if len(piece) > lineBytes {
			at := lineBytes
			for at > 0 && piece[at]&0xC0 == 0x80 { // not within a letter
				at--
			}
			piece = piece[:at]
		}
		p.say(piece)
		if text = text[len(piece):]; text == "" {
			return
		}
	}
}

func (p *printer) say(text string) {
	p.lines++
	if p.lines <= firstLines {
		p.rec.Say(p.lane, text)
		return
	}
	if len(p.tail) == lastLines {
		p.tail = p.tail[1:]
	}
	p.tail = append(p.tail, text)
}
