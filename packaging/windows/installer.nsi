; The installer for Windows: for one person, without an administrator; Start menu entry, .lane files, and an uninstaller that
; takes away what it put there. Recordings and settings stay.
;
; makensis -DVERSION=… -DVERSION4=… -DFILES=folder -DOUT=file installer.nsi
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh

Name "Corelanes"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Corelanes"
InstallDirRegKey HKCU "Software\Corelanes" "InstallDir"
SetCompressor /SOLID lzma
; The two programs differ by one field: within this window the second costs nothing.
SetCompressorDictSize 64
SetDateSave off
ManifestDPIAware true

VIProductVersion "${VERSION4}"
VIAddVersionKey "ProductName" "Corelanes"
VIAddVersionKey "FileDescription" "Corelanes setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT License"

!define MUI_ICON "${FILES}\corelanes.ico"
!define MUI_UNICON "${FILES}\corelanes.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\corelanes.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${FILES}\LICENSE.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Russian"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Corelanes"
!define CLASSES "Software\Classes"

LangString TypeName ${LANG_ENGLISH} "Corelanes recording"
LangString TypeName ${LANG_RUSSIAN} "Запись Corelanes"

Section
  SetOutPath "$INSTDIR"
  File "${FILES}\corelanes.exe"
  File "${FILES}\corelanes-cli.exe"
  File "${FILES}\LICENSE.txt"
  File "${FILES}\licences.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Corelanes.lnk" "$INSTDIR\corelanes.exe"

  WriteRegStr HKCU "Software\Corelanes" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\.lane" "" "Corelanes.Recording"
  WriteRegStr HKCU "${CLASSES}\.lane\OpenWithProgids" "Corelanes.Recording" ""
  WriteRegStr HKCU "${CLASSES}\Corelanes.Recording" "" "$(TypeName)"
  WriteRegStr HKCU "${CLASSES}\Corelanes.Recording\DefaultIcon" "" "$INSTDIR\corelanes.exe,0"
  WriteRegStr HKCU "${CLASSES}\Corelanes.Recording\shell\open\command" "" '"$INSTDIR\corelanes.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Corelanes"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\corelanes.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Corelanes authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  Delete "$INSTDIR\corelanes.exe"
  Delete "$INSTDIR\corelanes-cli.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Corelanes.lnk"

  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}\Corelanes.Recording"
  DeleteRegValue HKCU "${CLASSES}\.lane\OpenWithProgids" "Corelanes.Recording"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.lane\OpenWithProgids"
  ; The ending is taken back only where it is still ours.
  ReadRegStr $0 HKCU "${CLASSES}\.lane" ""
  StrCmp $0 "Corelanes.Recording" 0 +2
  DeleteRegValue HKCU "${CLASSES}\.lane" ""
  DeleteRegKey /ifempty HKCU "${CLASSES}\.lane"
  DeleteRegKey HKCU "Software\Corelanes"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
