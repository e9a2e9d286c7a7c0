//go:build unix

package proc

// This file holds the waiting process as its owner sees it: asked for children
// through a socket, and told how they ended.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/proc/forker"
	"corelanes/engine/trace"
)

// ErrWaitingGone is returned when a waiting process has died: another can be
// started in its place.
var ErrWaitingGone = errors.New("the process from which others are forked has died")

// Waiting is a process that waits before Go has started in it, and forks. Its
// methods may be called from any goroutine.
type Waiting struct {
	*Child
	sibling bool
	sock    *os.File
	ask     sync.Mutex    // one question at a time
	answers chan reply    // to questions
	gone    chan struct{} // closed when the process answers no more
	done    chan struct{} // closed when all its children's ends are told
	mu      sync.Mutex
	served  map[int]*servedProcess // its children that have not ended
	stopped func(pid int, stopped bool)
}

// reply is the answer to a question; child is who was forked, nil unless it is
// the waiting process's own.
type reply struct {
	forker.Answer
	child *servedProcess
}

// servedProcess is a child of a waiting process.
type servedProcess struct {
	p     *os.Process
	ended chan Exit // told once
}

func (s *servedProcess) wait() Exit                 { return <-s.ended }
func (s *servedProcess) release()                   { _ = s.p.Release() } // the waiting process has reaped it
func (s *servedProcess) signal(sig os.Signal) error { return s.p.Signal(sig) }

// startWaiting starts a waiting process. The children of a sibling are this
// process's own, where the system can do that. stopped is told when a signal has
// stopped a child of the waiting process, or let it go on.
func startWaiting(sibling bool, stopped func(pid int, stopped bool)) (*Waiting, error) {
	if forker.WhyNot != "" {
		return nil, errors.New(forker.WhyNot)
	}
	path, err := program()
	if err != nil {
		return nil, err
	}
	ours, theirs, err := socketPair()
	if err != nil {
		return nil, fmt.Errorf("make a socket: %w", err)
	}
	adoptOrphans()
	c, err := execute(path, append(cleanEnv(), oneArena, boundAtOnce), forker.Variable, theirs, false)
	theirs.Close()
	if err != nil {
		ours.Close()
		return nil, err
	}
	w := &Waiting{
		Child: c, sibling: sibling && siblingsHere, sock: ours, answers: make(chan reply, 1),
		gone: make(chan struct{}), done: make(chan struct{}), served: map[int]*servedProcess{}, stopped: stopped,
	}
	go w.listen()
	return w, nil
}

// ready waits until the process waits for requests.
func (w *Waiting) ready() error {
	_, err := w.answer(forker.Ready)
	return err
}

// socketPair is a socket between this process and one that it is going to
// start.
func socketPair() (ours, theirs *os.File, err error) {
	syscall.ForkLock.RLock()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fds[0])
		syscall.CloseOnExec(fds[1])
	}
	syscall.ForkLock.RUnlock()
	if err == nil {
		err = syscall.SetNonblock(fds[0], true)
	}
	if err != nil {
		return nil, nil, err
	}
	return os.NewFile(uintptr(fds[0]), "waiting process"), os.NewFile(uintptr(fds[1]), "owner"), nil
}

// listen hears all that the process says. When it says no more, or what makes
// no sense, it is killed; its children, who go on, are watched to their end.
func (w *Waiting) listen() {
	defer close(w.done)
	var buf [forker.AnswerBytes]byte
	var err error
	for err == nil {
		var a forker.Answer
		if _, err = io.ReadFull(w.sock, buf[:]); err == nil {
			a, err = forker.DecodeAnswer(buf[:])
		}
		if err == nil {
			w.hear(a)
		}
	}
	if !errors.Is(err, os.ErrClosed) { // by Quit
		w.Kill()
	}
	w.Child.Ended()
	close(w.gone)
	w.mu.Lock()
	orphans := w.served
	w.served = nil
	w.mu.Unlock()
	var all sync.WaitGroup
	for _, s := range orphans {
		all.Go(func() { s.ended <- orphanEnd(s.p) })
	}
	all.Wait()
}

// hear takes note of one answer.
func (w *Waiting) hear(a forker.Answer) {
	switch a.Kind {
	case forker.Stopped:
		w.stopped(a.PID, a.Status != 0)
		return
	case forker.Ended:
		w.mu.Lock()
		s := w.served[a.PID]
		delete(w.served, a.PID)
		w.mu.Unlock()
		if s != nil {
			e := exitOf(syscall.WaitStatus(a.Status))
			e.CPU = time.Duration(a.CPU) * time.Microsecond
			s.ended <- e
		}
		return
	}
	r := reply{Answer: a}
	if a.Kind == forker.Forked && a.Status == 0 && !w.sibling {
		// Before its end can be told. To find a process is no error on Unix, even
		// when it has ended.
		p, _ := os.FindProcess(a.PID)
		r.child = &servedProcess{p, make(chan Exit, 1)}
		w.mu.Lock()
		w.served[a.PID] = r.child
		w.mu.Unlock()
	}
	select {
	case w.answers <- r:
	default: // nobody asked
	}
}

// answer waits for the answer to a question.
func (w *Waiting) answer(kind uint32) (reply, error) {
	var a reply
	select {
	case a = <-w.answers:
	case <-w.gone:
		return a, ErrWaitingGone
	}
	if a.Kind != kind {
		w.Kill()
		return a, forker.ErrAnswer
	}
	if a.Status != 0 {
		return a, syscall.Errno(a.Status)
	}
	return a, nil
}

// Load gives the process data that all its children from now on have from their
// beginning, in memory that is shared until one of them writes to it.
func (w *Waiting) Load(data []byte) error {
	w.ask.Lock()
	defer w.ask.Unlock()
	b, err := forker.Request{Kind: forker.Load, Size: uint64(len(data))}.Encode()
	if err == nil {
		if _, err = w.sock.Write(b); err == nil {
			_, err = w.sock.Write(data)
		}
		if err != nil {
			err = errors.Join(ErrWaitingGone, err)
		}
	}
	if err == nil {
		_, err = w.answer(forker.Loaded)
	}
	if err != nil {
		return fmt.Errorf("hand data to the process to fork from: %w", err)
	}
	return nil
}

// fork makes a child in a role.
func (w *Waiting) fork(role Role, mem *osys.Memory, lane trace.Lane) (*Child, error) {
	p, err := newPipes()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	defer p.closeTheirs()
	pid, l, err := w.request(role, mem, lane, p)
	if err != nil {
		p.closeOurs()
		return nil, fmt.Errorf("start %s: %w", role, err)
	}
	if w.sibling {
		return p.child(pid, os.Getpid(), l), nil
	}
	return p.child(pid, w.PID, l), nil
}

// request asks for a child, and is its process id and how to follow it.
func (w *Waiting) request(role Role, mem *osys.Memory, lane trace.Lane, p *pipes) (int, life, error) {
	files := p.theirs[:]
	if mem != nil {
		files = append(files[:3:3], mem.File())
	}
	fds := make([]int, len(files))
	for i, f := range files {
		fds[i] = int(f.Fd())
	}
	for _, fd := range fds[:3] { // a child's own input and output wait as those of any program
		if err := syscall.SetNonblock(fd, false); err != nil {
			return 0, nil, err
		}
	}
	b, err := forker.Request{Kind: forker.Fork, Sibling: w.sibling, Lane: uint32(lane), Role: string(role), Owner: os.Getpid()}.Encode()
	if err != nil {
		return 0, nil, err
	}
	w.ask.Lock()
	defer w.ask.Unlock()
	if err := w.send(b, syscall.UnixRights(fds...)); err != nil {
		return 0, nil, errors.Join(ErrWaitingGone, err)
	}
	a, err := w.answer(forker.Forked)
	if err != nil {
		return 0, nil, err
	}
	if a.child != nil {
		return a.PID, a.child, nil
	}
	process, err := os.FindProcess(a.PID)
	return a.PID, newOwn(process), err
}

// send sends bytes with descriptors.
func (w *Waiting) send(b, rights []byte) error {
	raw, err := w.sock.SyscallConn()
	if err != nil {
		return err
	}
	var n int
	var serr error
	if err := raw.Write(func(fd uintptr) bool {
		n, serr = syscall.SendmsgN(int(fd), b, rights, nil, 0)
		return !errors.Is(serr, syscall.EAGAIN)
	}); err != nil {
		return err
	}
	if serr == nil && n < len(b) {
		_, serr = w.sock.Write(b[n:])
	}
	return serr
}

// Gone is closed when the process has died, or was ended.
func (w *Waiting) Gone() <-chan struct{} { return w.gone }

// Quit asks the process to go, kills it after the grace, and waits for it and
// for its children.
func (w *Waiting) Quit(grace time.Duration) Exit {
	w.sock.Close()
	t := time.AfterFunc(grace, w.Kill)
	defer t.Stop()
	return w.end()
}

// end waits until the process has ended, and until its children have.
func (w *Waiting) end() Exit {
	<-w.done
	w.sock.Close()
	return w.Wait()
}
