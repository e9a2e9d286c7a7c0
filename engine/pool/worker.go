package pool

// This file holds the life of a pool's worker process: it takes tasks from the
// socket that it shares with the other workers until there are none, or until
// it has done as many as it may.

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"unsafe"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Seat is what a worker process is told of its pool.
type Seat struct {
	Obj      trace.Obj `json:"obj"`
	Files    string    `json:"files"` // under which name the pool's files are offered
	Desk     int       `json:"desk"`  // which place on the shared desk is its own
	Init     string    `json:"init,omitempty"`
	InitArg  []byte    `json:"init_arg,omitempty"`
	MaxTasks int       `json:"max_tasks,omitempty"`
}

// The names under which the ends of a pool's sockets are offered.
const (
	tasksFile   = "/tasks"
	resultsFile = "/results"
	deskFile    = "/desk"
)

// What a worker says at its end, if anything.
const (
	retired    = "retired"             // it has done as many tasks as it may
	initFailed = "initializer failed:" // and why
)

// desk is where each worker shows which task it has: shared memory that is read
// when it has died.
type desk struct{ mem *osys.Memory }

// busy is on the desk of a worker that is not ready for tasks yet.
const busy = ^uint64(0)

// place is one worker's: the number of its task, 0 while it has none.
func (d desk) place(i int) *uint64 { return (*uint64)(unsafe.Pointer(&d.mem.Bytes()[8*i])) }

// Serve is a worker's life; dir is where the pool's files are offered. What it
// returns is for the pool's owner.
func Serve(w work.Worker, k *work.Kit, bodies map[string]work.Body, dir string, s Seat) (string, error) {
	tasks, err := fetchPackets(dir, s.Files+tasksFile)
	if err != nil {
		return "", err
	}
	defer tasks.Close()
	results, err := fetchPackets(dir, s.Files+resultsFile)
	if err != nil {
		return "", err
	}
	defer results.Close()
	f, err := osys.FetchFile(dir, s.Files+deskFile)
	if err != nil {
		return "", err
	}
	mem, err := osys.OpenMemory(f)
	if err != nil {
		return "", err
	}
	defer func() { _ = mem.CloseFile() }() // the memory itself stays as long as it is needed
	if s.Desk < 0 || 8*s.Desk+8 > len(mem.Bytes()) {
		return "", errFrame
	}
	if s.Init != "" {
		if err := work.Spend(w, trace.OverheadInit, func() error {
			_, err := guard(bodies, w, k, s.Init, [][]byte{s.InitArg})
			return err
		}); err != nil {
			return initFailed + " " + err.Error(), nil
		}
	}
	x := server{
		board: attachBoard(w.Self().Rec.Arena(), s.Obj), w: w, kit: k, bodies: bodies, tasks: tasks, results: results,
		place: desk{mem}.place(s.Desk), in: make([]byte, osys.MaxPacket),
	}
	atomic.StoreUint64(x.place, 0)
	for n := 1; ; n++ {
		more, err := x.one()
		if err != nil || !more {
			return "", err
		}
		if n == s.MaxTasks {
			return retired, nil
		}
	}
}

func fetchPackets(dir, name string) (*osys.Packets, error) {
	f, err := osys.FetchFile(dir, name)
	if err != nil {
		return nil, err
	}
	return osys.OpenPackets(f)
}

// server is a worker at work.
type server struct {
	board
	w              work.Worker
	kit            *work.Kit
	bodies         map[string]work.Body
	tasks, results *osys.Packets
	place          *uint64
	in, out        []byte
}

// one takes a task and does it; false when there are no more.
func (x *server) one() (more bool, err error) {
	n, file, ok, err := x.tasks.TryReceive(x.in)
	if !ok && err == nil {
		err = work.WaitOn(x.w, x.obj, func() (err error) {
			n, file, err = x.tasks.Receive(x.in)
			return err
		})
	}
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, x.do(x.in[:n], file)
}

// do does the task of a packet.
func (x *server) do(packet []byte, file *os.File) error {
	id, body, err := open(packet, file)
	atomic.StoreUint64(x.place, id)
	self := x.w.Self()
	x.took(self.Rec, self.Lane, id)
	if err != nil {
		return err
	}
	name, args, err := decodeTask(body)
	if err != nil {
		return err
	}
	out, err := guard(x.bodies, x.w, x.kit, name, args)
	x.out = encodeOutcome(newPacket(x.out, id), out, err)
	x.gave(self.Rec, self.Lane, err != nil)
	err = send(x.results, x.out, x.w.IO)
	atomic.StoreUint64(x.place, 0)
	if cap(x.out) > 4*osys.MaxPacket {
		x.out = nil // a long one is not kept
	}
	return err
}

// traceback is the traceback of an error of the interpreted text.
func traceback(err error) string {
	var py *code.PyError
	if errors.As(err, &py) {
		return py.Report()
	}
	return ""
}
