package settings

// This file keeps preferences that cannot be read: the toolkit begins with
// defaults then, and would write them over what the person may still want.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// fileName is the toolkit's name for the file with the preferences.
const fileName = "preferences.json"

// SetAside renames the preferences in a folder if they cannot be read, and is
// the new name, "" if they are as they should be. An empty file is: the toolkit
// leaves one at a first start that was cut short.
func SetAside(folder string, now time.Time) (string, error) {
	path := filepath.Join(folder, fileName)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("read the preferences: %w", err)
	}
	var values map[string]any
	if len(data) == 0 || json.Unmarshal(data, &values) == nil {
		return "", nil
	}
	aside := filepath.Join(folder, "preferences-damaged-"+now.Format("2006-01-02-150405")+".json")
	if err := os.Rename(path, aside); err != nil {
		return "", fmt.Errorf("set the damaged preferences aside: %w", err)
	}
	return aside, nil
}
