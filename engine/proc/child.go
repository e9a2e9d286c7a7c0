package proc

// This file holds the child as its parent sees it: talked to, ended.

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Child is a process that this one started.
type Child struct {
	PID     int
	PPID    int // this process, or the waiting process that forked it
	life    life
	in, out *os.File
	stderr  *printed
	ended   sync.Once
	gone    sync.Once
	exit    Exit
}

// life is a process that was started, wherever it hangs in the tree.
type life interface {
	// wait waits until the process has ended. Where it can it leaves it in the
	// table of processes, as a zombie.
	wait() Exit
	// release lets a zombie go.
	release()
	signal(s os.Signal) error
}

// Exit is how a process ended.
type Exit struct {
	Code   int            // when Signal is 0; -1 when it cannot be told
	Signal syscall.Signal // what killed it, 0 if nothing did
	CPU    time.Duration  // user and system time, its own waited-for children included
	Stderr string         // the end of what it printed there
}

// Clean says whether the process ended by itself, without an error.
func (e Exit) Clean() bool { return e.Code == 0 && e.Signal == 0 }

// String says how it ended, in words.
func (e Exit) String() string {
	s := fmt.Sprintf("ended with exit code %d", e.Code)
	if e.Signal != 0 {
		s = fmt.Sprintf("was killed by signal %d (%v)", int(e.Signal), e.Signal)
	}
	if e.Stderr != "" {
		s += "; it printed: " + e.Stderr
	}
	return s
}

// Send sends the child a message.
func (c *Child) Send(m Message) error { return WriteMessage(c.in, m) }

// SendData sends the child data of any length, for ReadData.
func (c *Child) SendData(data []byte) error {
	if _, err := c.in.Write(data); err != nil {
		return fmt.Errorf("send %d bytes of data: %w", len(data), err)
	}
	return nil
}

// Receive waits for the child's next message; io.EOF when it says no more.
func (c *Child) Receive() (Message, error) { return ReadMessage(c.out) }

// Serve is Receive for a child that waits through its parent's arbiter: what it
// asks that for is done until it says something else.
func (c *Child) Serve(a *Arbiter) (Message, error) { return a.Serve(c.out, c.in) }

// Hang closes the parent's end: a child that reads it ends itself.
func (c *Child) Hang() error { return c.in.Close() }

// Signal sends the child a signal.
func (c *Child) Signal(s os.Signal) error {
	if err := c.life.signal(s); err != nil {
		return fmt.Errorf("send process %d signal %v: %w", c.PID, s, err)
	}
	return nil
}

// Kill ends the child at once. It still has to be waited for.
func (c *Child) Kill() { _ = c.life.signal(os.Kill) } // one that has ended needs no more

// KillGroup ends the child and all of its process group.
func (c *Child) KillGroup() {
	killGroup(c.PID)
	c.Kill()
}

// GroupGone waits until no process of the child's group is left, at most for
// the time limit: a killed process takes a moment to go, and one whose parent
// is dead too is nobody's child here that could be waited for.
func (c *Child) GroupGone(limit time.Duration) bool {
	for end := time.Now().Add(limit); !groupGone(c.PID); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// Ended waits until the child has ended, and is how. On Linux a child of this
// process stays in the table of processes, as a zombie, until Wait. What the
// child still had to say can be received afterwards.
func (c *Child) Ended() Exit {
	c.ended.Do(func() {
		c.exit = c.life.wait()
		c.exit.Stderr = c.stderr.end()
	})
	return c.exit
}

// Wait waits until the child has ended, and is how. It may be called more than
// once; what the child still had to say must have been received before.
func (c *Child) Wait() Exit {
	c.Ended()
	c.gone.Do(func() {
		c.life.release()
		c.in.Close()
		c.out.Close()
	})
	return c.exit
}

// End asks the child to go, kills it after the grace, and waits for it.
func (c *Child) End(grace time.Duration) Exit {
	_ = c.Hang()
	t := time.AfterFunc(grace, c.KillGroup)
	defer t.Stop()
	_, _ = io.Copy(io.Discard, c.out)
	return c.Wait()
}

// printed is what a child prints to its standard error, of which the end is
// kept.
type printed struct {
	tail
	from *os.File
	done chan struct{}
}

// keep begins to read what comes from a child. It reads until the child, and
// whoever inherited from it, has closed the other side, or until end.
func keep(from *os.File) *printed {
	p := &printed{from: from, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		_, _ = io.Copy(&p.tail, from) // an end for whatever reason is the end
	}()
	return p
}

// end is the end of what was printed, for a child that has ended. What a
// grandchild keeps open is not waited for.
func (p *printed) end() string {
	const patience = 50 * time.Millisecond
	t := time.AfterFunc(patience, func() { p.from.Close() })
	<-p.done
	t.Stop()
	p.from.Close()
	return p.String()
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 4096

// Write keeps the last bytes. It never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if len(t.buf) > tailBytes {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-tailBytes:]...)
	}
	return len(p), nil
}

// String is what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(t.buf), "?"))
}
