package scenario

// This file holds S07, files to a local disk: downloads that are written down, by
// a worker for each or by a few that share them.

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// How the files are shared out.
const (
	forEach  = "each"
	fewShare = "few"
)

// maxDiskBytes is how much may be written at most.
const maxDiskBytes = 1 << 30

func filesToDisk() *Scenario {
	return &Scenario{
		ID: "files-to-disk", Number: "S07", Category: "io", Workers: 8,
		Title:   "150 files to disk",
		Promise: "150 files come from a server and go to disk: a worker for each, or eight that share them?",
		Parameters: []Parameter{
			{Name: "files", Type: Int, Default: "150", Min: 1, Max: maxDownloads, Sizes: map[string]string{Smoke: "6"}},
			{Name: "share", Type: Choice, Default: fewShare, Choices: []string{fewShare, forEach}},
			{Name: "latency", Type: Duration, Default: "20ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms"}},
			{Name: "bytes", Type: Int, Default: "102400", Min: 0, Max: 10_000_000, Unit: "B", Sizes: map[string]string{Smoke: "1000"}},
			ownAddresses(),
		},
		Validate: func(v Values) error {
			if v["urls"] != "" {
				return checkAddresses(v)
			}
			if all := v.Int("files") * v.Int("bytes"); all > maxDiskBytes {
				return &usage.Error{What: "bytes", Got: v["bytes"], Why: fmt.Sprintf("the files together would take %d MB of the disk, more than %d", all>>20, maxDiskBytes>>20)}
			}
			return nil
		},
		Program: filesProgram,
	}
}

func filesProgram(v Values) (work.Program, error) {
	asked, err := addressesOf(v, v.Int("files"), "file")
	if err != nil {
		return work.Program{}, err
	}
	files, each := asked.count, v["share"] == forEach
	fetch := func(w work.Worker, k *work.Kit, i int) (int, error) {
		k.At(w, "get")
		data, err := asked.content(w, k, i)
		if err != nil {
			return 0, err
		}
		k.At(w, "write")
		return len(data), w.IO(func() error { return writeThrough(k.File(strconv.Itoa(i)), data) })
	}
	return work.Program{
		Steps:  files,
		Server: asked.server(v.Duration("latency"), v.Int("bytes")),
		HTTP:   true,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				items := make([]int, files)
				for i := range items {
					items[i] = i
				}
				k.At(w, "map")
				var err error
				if each {
					err = crew(w, k, files, "Worker", "one")
				} else {
					_, err = work.Map[int, int](w, "Worker", "some", items)
				}
				if err != nil {
					return nil, err
				}
				written, bytes, err := tallyFiles(w, k, files)
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"written": written, "bytes": bytes})
			},
			"one": player(func(w work.Worker, k *work.Kit, p part) error {
				_, err := fetch(w, k, p.I)
				return err
			}),
			"some": work.Share(fetch),
		},
	}, nil
}

// writeThrough writes a file and waits until it is on the disk.
func writeThrough(path string, data []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the file: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the file: %w", err)
	}
	return nil
}

// tallyFiles counts the files that are there, and their bytes.
func tallyFiles(w work.Worker, k *work.Kit, files int) (written int, bytes int64, err error) {
	err = w.IO(func() error {
		for i := range files {
			info, err := os.Stat(k.File(strconv.Itoa(i)))
			if err != nil {
				return fmt.Errorf("look for the file: %w", err)
			}
			written++
			bytes += info.Size()
		}
		return nil
	})
	return written, bytes, err
}
