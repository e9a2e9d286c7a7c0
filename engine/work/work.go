// Package work is what a scenario's code sees: a small worker interface, a
// kit of named things shared by the run's workers, and the program a scenario
// is.
//
// A scenario is written once against it and knows no model: whether Start
// starts a thread, a process or a task, and whether Sleep parks a thread or
// suspends a task, is the model's affair.
//
// This file holds the worker and the program.
package work

import (
	"io"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// Worker is who runs a body: a thread, a process, a task. A Worker's methods
// are for the body that was given it, and nobody else.
type Worker interface {
	// Self is the worker as the primitives see it.
	Self() *prim.Worker
	// Call runs a function of the program's interpreted text. Under a GIL it
	// needs the GIL, and gives it up when asked to.
	Call(fn string, args ...code.Value) (code.Value, error)
	// Native runs Go code at full speed, with the GIL released, as numpy does.
	Native(f func() error) error
	// IO runs a blocking call of the operating system, with the GIL released.
	// A task that does this freezes its loop.
	IO(f func() error) error
	// Sleep waits without a core: a thread sleeps, a task suspends.
	Sleep(d time.Duration) error
	// Block waits keeping its OS thread, even in a task: time.sleep.
	Block(d time.Duration) error
	// Dial connects over TCP. Reads and writes of the connection wait as the
	// worker waits: a task suspends.
	Dial(address osys.Address) (io.ReadWriteCloser, error)
	// Start begins another worker that runs the named body with arg.
	Start(name, body string, arg []byte) (Handle, error)
	// Crew is how many workers the model would use for n equal pieces of work,
	// 1 … n.
	Crew(n int) int
	// Local is the value under key that belongs to the worker's thread alone
	// (threading.local), made at the first call.
	Local(key string, make func() any) any
}

// Handle is a started worker.
type Handle interface {
	// Join waits until the worker has ended, and is what its body returned.
	Join() ([]byte, error)
}

// Body is what a worker runs. What it is given and what it returns is bytes,
// because between processes it travels.
type Body func(w Worker, k *Kit, arg []byte) ([]byte, error)

// Main is the name of the body that a run begins with. Its result, a JSON
// object, is the run's.
const Main = "main"

// Native is a Go function that interpreted text calls, on behalf of the worker
// that runs it. It keeps the GIL, and like every call into C it is a checkpoint
// when it returns.
type Native func(w Worker, k *Kit, args []code.Value) (code.Value, error)

// Program is a scenario made ready to run: named bodies and what they need.
type Program struct {
	Text    string             // the Python text of the interpreted functions; "" for none
	Natives map[string]Native  // what the text may call beside its own functions
	Steps   int                // into how many steps the progress is divided; 0 not known
	Bodies  map[string]Body    // Main among them
	Server  *Server            // the server the bodies talk to; nil for none
	Talk    bool               // the bodies use the kit's Talk
	HTTP    bool               // the bodies use the kit's HTTP
	SQL     bool               // the bodies use the kit's Database
	Python  bool               // a real CPython runs its text, in place of its bodies
	Died    []byte             // the run's result when the crash of a worker takes all of it along; nil: that is no result
	Setup   func(k *Kit) error // makes the primitives, before any worker is there; nil for nothing
	// Source is the text that is shown while the program runs.
	Source Source
	// Answer is Python that says, in Source's own names and once it has ended,
	// what the result is; "" when nothing does.
	Answer string
	// SwitchInterval is the switch interval that the program sets
	// (sys.setswitchinterval); 0 leaves it as the run has it.
	SwitchInterval time.Duration
}

// Server is an HTTP server on the loopback interface, in a process of its own.
type Server struct {
	Echo    bool          // it speaks no HTTP, but sends back every byte that it gets
	Latency time.Duration // how long it takes to answer
	Bytes   int           // how long its answers are
}

// HTTP fetches pages. It keeps connections as a requests.Session or an
// aiohttp.ClientSession does: one such session for each thread.
type HTTP interface {
	// Get downloads a page and is its length in bytes; redirects are followed,
	// an answer other than 200 is an error.
	Get(w Worker, address string) (int64, error)
	// Content is Get that keeps the page.
	Content(w Worker, address string) ([]byte, error)
}

// Database is an embedded SQL database in a file: sqlite3. A worker's thread has
// one connection to each file, opened when it is first needed; all the tasks of
// a loop share theirs. What it does are blocking calls (Worker.IO): in a task
// they freeze the loop, unless the model has threads for them.
type Database interface {
	// Exec runs a statement once for each list of arguments, all in one
	// transaction: either all of it is in the file, or nothing.
	Exec(w Worker, path, statement string, arguments ...[]any) error
	// Number is the number that a query gives, of its first row and column.
	Number(w Worker, path, query string) (int64, error)
}

// Services are what a program may ask for that is linked into late processes
// alone: see package late.
type Services struct {
	HTTP     HTTP     // nil unless the program asks for it
	Database Database // likewise

	// Portable makes the portable network for loops, which is linked elsewhere too
	// where the system has no better one.
	Portable func() (osys.Network, error)
}

// For is what of the services a program asks for.
func (s Services) For(p Program) Services {
	if !p.HTTP {
		s.HTTP = nil
	}
	if !p.SQL {
		s.Database = nil
	}
	return s
}

// Say records a line that the worker prints.
func Say(w Worker, line string) {
	s := w.Self()
	s.Rec.Say(s.Lane, line)
}
