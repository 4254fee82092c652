# Keeps the ssh config that Postern makes for you on this computer. For Windows PowerShell 5.1 and PowerShell 7.
#
#   powershell -ExecutionPolicy Bypass -File postern-ssh.ps1 install     writes it and has ssh read it
#   powershell -ExecutionPolicy Bypass -File postern-ssh.ps1 update      downloads the newest one and does the same
#   powershell -ExecutionPolicy Bypass -File postern-ssh.ps1 uninstall   takes away again what it wrote
#
# It changes nothing but three files in .ssh of your user folder: postern_config, which is Postern's, config
# and, where keys of servers are pinned, @KEYS_NAME@. Of these two the lines between its two marks are
# Postern's and all others stay as they are, byte for byte. The last three versions of config are kept beside it
# as config.postern-backup.1 to .3; of @KEYS_NAME@, too, if others wrote in it.
# Each file is written beside the old one and then put in its place, so that nothing is half written.
#
# To download, it needs a personal token that may read your ssh config only, in the file
# postern_token in .ssh of your user folder, or in the variable POSTERN_TOKEN. The token is not shown to other
# programs, and sent over https only, or to this computer itself. When anything goes wrong the files stay as they are, and the exit status is not 0.
#
# With two portals, give the file of one of them another name in the variable POSTERN_CONFIG_NAME.
param([string] $Action = 'install')

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$page = '@PAGE@'
$address = '@ADDRESS@'
$keysAddress = '@KEYS_ADDRESS@'
$style = '@STYLE@'
$begin = '@BEGIN@'
$finish = '@END@'
$carries = '@CARRIES@'
$aloneLine = '# Postern made this file, too.'

# The config of the moment at which this script was made, if it was made with one.
$carried = @'
@CONFIG@
'@

# The host keys of that moment.
$carriedKeys = @'
@KEYS@
'@

# One character for each byte, so that whatever stands in a file comes out as it went in.
$bytes = [Text.Encoding]::GetEncoding(28591)
$byteOrderMark = $bytes.GetString([byte[]] (0xEF, 0xBB, 0xBF))
$lineFeed = [string] [char] 10
$carriageReturn = [string] [char] 13

$directory = Join-Path $env:USERPROFILE '.ssh'
$keysName = '@KEYS_NAME@'
$name = 'postern_config'
if ($env:POSTERN_CONFIG_NAME) {
    $name = $env:POSTERN_CONFIG_NAME
}

function Write-Said([string] $text) {
    Write-Host ('postern: ' + $text)
}

function Test-Same([string] $one, [string] $other) {
    return [string]::Equals($one, $other, [StringComparison]::Ordinal)
}

function Test-Begins([string] $text, [string] $start) {
    return $text.StartsWith($start, [StringComparison]::Ordinal)
}

function Read-Bytes([string] $path) {
    return $bytes.GetString([IO.File]::ReadAllBytes($path))
}

# The file to which links lead.
function Resolve-Link([string] $path) {
    for ($links = 0; $links -le 40; $links++) {
        $item = Get-Item -LiteralPath $path -Force -ErrorAction SilentlyContinue
        if ($null -eq $item) {
            return $path
        }
        if ($item -isnot [IO.FileInfo]) {
            throw ($path + ' is not a file')
        }
        if ($item.LinkType -ne 'SymbolicLink') {
            return $path
        }
        $target = [string] @($item.Target)[0]
        if (-not [IO.Path]::IsPathRooted($target)) {
            $target = Join-Path (Split-Path -Parent $path) $target
        }
        $path = $target
    }
    throw ($path + ' is a link that leads to itself')
}

# Writes the text into a new file in the same folder, and puts that in the place of the old one.
function Write-InPlace([string] $path, [string] $text) {
    $new = Join-Path (Split-Path -Parent $path) ('.postern.' + [Guid]::NewGuid().ToString('N'))
    try {
        [IO.File]::WriteAllBytes($new, $bytes.GetBytes($text))
        if ([IO.File]::Exists($path)) {
            [IO.File]::Replace($new, $path, [NullString]::Value)
        } else {
            [IO.File]::Move($new, $path)
        }
    } finally {
        if ([IO.File]::Exists($new)) {
            [IO.File]::Delete($new)
        }
    }
}

function Get-Lines([string] $text) {
    return , $text.Replace($carriageReturn, '').Split([char] 10)
}

# The state that a text says it has, if it is of this portal.
function Get-State([string] $text) {
    foreach ($line in (Get-Lines $text)) {
        if ((Test-Begins $line '# Postern: for ') -and $line.EndsWith((', from ' + $page), [StringComparison]::Ordinal)) {
            $found = [regex]::Match($line, ', state ([0-9a-f]{64}), ')
            if ($found.Success) {
                return $found.Groups[1].Value
            }
        }
    }
    return ''
}

function Read-Token {
    $token = $env:POSTERN_TOKEN
    if (-not $token) {
        $file = Join-Path $directory 'postern_token'
        if (-not [IO.File]::Exists($file)) {
            throw ('there is no token in ' + $file + '. Make a personal token for the ssh config only on the page of Postern, and put it there')
        }
        $token = [IO.File]::ReadAllText($file).Trim()
    }
    if (-not [regex]::IsMatch($token, '\Apst_[A-Za-z0-9_-]+\z')) {
        throw 'what stands for the token is not a personal token of Postern'
    }
    return $token
}

# What stands at an address of the portal; nothing when it has the known state already.
function Get-Fresh([string] $from, [string] $known) {
    if (-not [regex]::IsMatch($from, '\A(https://|http://(localhost|127\.0\.0\.1|\[::1\])[:/])')) {
        throw 'the address of the portal begins with http://, and everybody on the way could read the token. Ask for an address with https://; nothing was changed'
    }
    $headers = @{ Authorization = 'Bearer ' + (Read-Token) }
    if ($known) {
        $headers['If-None-Match'] = '"' + $known + '"'
    }
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $file = Join-Path $directory ('.postern.' + [Guid]::NewGuid().ToString('N'))
    try {
        try {
            $answer = Invoke-WebRequest -Uri $from -Headers $headers -UseBasicParsing -MaximumRedirection 0 -TimeoutSec 60 -OutFile $file -PassThru
            $status = [int] $answer.StatusCode
        } catch {
            $response = $null
            if ($_.Exception.PSObject.Properties.Name -contains 'Response') {
                $response = $_.Exception.Response
            }
            if ($null -eq $response) {
                throw ('cannot download from ' + $page + ' (' + $_.Exception.Message + '); nothing was changed')
            }
            $status = [int] $response.StatusCode
        }
        switch ($status) {
            200 { return Read-Bytes $file }
            304 { return '' }
            401 { throw 'the portal does not know the token, or it is too old (401). Make a new one; nothing was changed' }
            403 { throw 'the portal does not let the token read the config (403); nothing was changed' }
            default { throw ('the portal answered with the status ' + $status + '; nothing was changed') }
        }
    } finally {
        if ([IO.File]::Exists($file)) {
            [IO.File]::Delete($file)
        }
    }
}

# Refuses what is not a whole config of this portal.
function Assert-Fresh([string] $fresh) {
    $state = Get-State $fresh
    if (-not $state) {
        throw ('what came is not an ssh config of ' + $page + '; nothing was changed')
    }
    $lines = (Get-Lines ($fresh.TrimEnd([char] 10)))
    $whole = $lines -ccontains ('# Postern: end of state ' + $state)
    if ($style -eq 'inline') {
        $whole = $whole -and (Test-Same $lines[0] $begin) -and (Test-Same $lines[$lines.Length - 1] $finish)
    }
    if (-not $whole) {
        throw 'the config is not whole; nothing was changed'
    }
}

# The host keys that a config has ssh look for; nothing when it looks for none, or the same stand here already.
function Get-Keys([string] $config, [bool] $fromPortal) {
    if (-not $config.Contains('UserKnownHostsFile @KEYS_PATH@')) {
        return @{ Wanted = $false; Text = '' }
    }
    if (-not $fromPortal) {
        $keys = ConvertFrom-Carried $carriedKeys
    } else {
        $known = ''
        $path = Resolve-Link (Join-Path $directory $keysName)
        if ([IO.File]::Exists($path)) {
            $known = Get-State (Read-Bytes $path)
        }
        $keys = Get-Fresh $keysAddress $known
        if (-not $keys) {
            return @{ Wanted = $true; Text = '' }
        }
    }
    $state = Get-State $keys
    if (-not $state) {
        throw ('what came is no list of host keys of ' + $page + '; nothing was changed')
    }
    $lines = (Get-Lines ($keys.TrimEnd([char] 10)))
    if (-not (($lines -ccontains ('# Postern: end of state ' + $state)) -and (Test-Same $lines[0] $begin) -and (Test-Same $lines[$lines.Length - 1] $finish))) {
        throw 'the host keys are not whole; nothing was changed'
    }
    return @{ Wanted = $true; Text = $keys }
}

# The text of a script has the line ends of whatever brought it here.
function ConvertFrom-Carried([string] $text) {
    return $bytes.GetString((New-Object Text.UTF8Encoding $false).GetBytes($text.Replace($carriageReturn, '') + $lineFeed))
}

# Where in the text Postern's part begins and ends; both are 0 when there is none.
function Find-Section([string] $text, [string] $path) {
    $first = -1
    $last = -1
    $broken = $false
    $at = 0
    while ($at -lt $text.Length) {
        $next = $text.IndexOf([char] 10, $at) + 1
        if ($next -eq 0) {
            $next = $text.Length
        }
        $line = $text.Substring($at, $next - $at).TrimEnd([char] 10, [char] 13)
        $from = $at
        if ($at -eq 0 -and (Test-Begins $line $byteOrderMark)) {
            $line = $line.Substring(3)
            $from = 3
        }
        if (Test-Same $line $begin) {
            $broken = $broken -or $first -ge 0
            $first = $from
        }
        if (Test-Same $line $finish) {
            $broken = $broken -or $first -lt 0 -or $last -ge 0
            $last = $next
        }
        $at = $next
    }
    if ($broken -or ($first -ge 0 -and $last -lt 0)) {
        throw ('the marks of Postern in ' + $path + ' do not go together: there has to be one line "' + $begin + '" and below it one line "' + $finish + '". Correct that; nothing was changed')
    }
    if ($first -lt 0) {
        return @{ First = 0; Last = 0 }
    }
    return @{ First = $first; Last = $last }
}

function Save-Backup([string] $file, [string] $text) {
    foreach ($number in 2, 1) {
        $old = Join-Path $directory ($file + '.postern-backup.' + $number)
        if ([IO.File]::Exists($old)) {
            Move-Item -LiteralPath $old -Destination (Join-Path $directory ($file + '.postern-backup.' + ($number + 1))) -Force
        }
    }
    Write-InPlace (Join-Path $directory ($file + '.postern-backup.1')) $text
}

function Get-Section([string] $fresh, [bool] $alone) {
    $lines = @($begin)
    if ($alone) {
        $lines += $aloneLine
    }
    if ($style -eq 'inline') {
        return ($lines -join $lineFeed) + $lineFeed + $fresh.Substring($fresh.IndexOf([char] 10) + 1)
    }
    $lines += '# Made by Postern. To take it away: powershell -ExecutionPolicy Bypass -File postern-ssh.ps1 uninstall'
    $lines += 'Include ' + $name
    $lines += $finish
    return ($lines -join $lineFeed) + $lineFeed
}

# Puts Postern's part into config, or takes it out.
function Edit-Config([bool] $with, [string] $fresh) {
    $path = Resolve-Link (Join-Path $directory 'config')
    if (-not [IO.File]::Exists($path)) {
        if ($with) {
            Write-InPlace $path (Get-Section $fresh $true)
            Write-Said ('wrote ' + $path)
        }
        return
    }
    $text = Read-Bytes $path
    $mark = ''
    if (Test-Begins $text $byteOrderMark) {
        $mark = $byteOrderMark
        Write-Said ($path + ' begins with a byte order mark, with which ssh reads none of it. Save it as UTF-8 without one')
    }
    $found = Find-Section $text $path
    $alone = $text.Substring($found.First, $found.Last - $found.First).Contains($aloneLine)
    $start = [Math]::Max($found.First, $mark.Length)
    $others = $text.Substring($mark.Length, $start - $mark.Length) + $text.Substring([Math]::Max($found.Last, $mark.Length))
    $section = ''
    if ($with) {
        $section = Get-Section $fresh $alone
    }
    $next = $mark + $section + $others
    if (Test-Same $next $text) {
        return
    }
    if ($alone -and $next.Length -eq 0) {
        [IO.File]::Delete($path)
        Write-Said ('removed ' + $path + ', which was made for Postern')
        return
    }
    Save-Backup 'config' $text
    Write-InPlace $path $next
    Write-Said ('changed ' + $path)
}

# Puts a part with host keys into the known_hosts of Postern, or takes it out.
function Edit-Keys([string] $keys) {
    $path = Resolve-Link (Join-Path $directory $keysName)
    if (-not [IO.File]::Exists($path)) {
        if ($keys) {
            Write-InPlace $path $keys
            Write-Said ('wrote ' + $path)
        }
        return
    }
    $text = Read-Bytes $path
    $found = Find-Section $text $path
    $others = $text.Substring(0, $found.First) + $text.Substring($found.Last)
    $next = $keys + $others
    if (Test-Same $next $text) {
        return
    }
    if ($next.Length -eq 0) {
        [IO.File]::Delete($path)
        Write-Said ('removed ' + $path)
        return
    }
    if ($others.Length -gt 0) {
        Save-Backup $keysName $text
    }
    Write-InPlace $path $next
    Write-Said ('changed ' + $path)
}

# Refuses a file that somebody else keeps under the name of ours.
function Assert-Name {
    if (-not [regex]::IsMatch($name, '\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z') -or [regex]::IsMatch($name, '\A(config|known_hosts|@KEYS_NAME@|authorized_keys|id_.*)\z')) {
        throw ('POSTERN_CONFIG_NAME cannot be "' + $name + '"')
    }
    $path = Join-Path $directory $name
    if (-not [IO.File]::Exists($path)) {
        return
    }
    $lines = Get-Lines (Read-Bytes $path)
    if (-not ($lines -join $lineFeed).Contains('made by Postern')) {
        throw ($path + ' is not of Postern. Move it away; nothing was changed')
    }
    foreach ($line in $lines) {
        if ((Test-Begins $line '# Made from ') -and -not (Test-Same $line ('# Made from ' + $page))) {
            throw ($path + ' is of another portal. Set POSTERN_CONFIG_NAME to another name for this one; nothing was changed')
        }
    }
}

# Whether all files are such that Postern's part can be put in or taken out; before any of them is changed.
function Assert-Files {
    foreach ($file in 'config', $keysName) {
        $path = Resolve-Link (Join-Path $directory $file)
        if (-not [IO.File]::Exists($path)) {
            continue
        }
        $text = Read-Bytes $path
        if ($text.Length -ge 2 -and (([int] $text[0] -eq 0xFF -and [int] $text[1] -eq 0xFE) -or ([int] $text[0] -eq 0xFE -and [int] $text[1] -eq 0xFF))) {
            throw ($path + ' is written in UTF-16, which ssh cannot read. Save it as UTF-8; nothing was changed')
        }
        [void] (Find-Section $text $path)
    }
    if ($style -eq 'include') {
        Assert-Name
    }
}

# Lets one run change the files at a time. Windows takes the file away when the run ends, however it does.
function Open-Lock {
    try {
        return New-Object IO.FileStream -ArgumentList (Join-Path $directory '.postern.lock'), ([IO.FileMode]::OpenOrCreate), ([IO.FileAccess]::ReadWrite), ([IO.FileShare]::None), 1, ([IO.FileOptions]::DeleteOnClose)
    } catch {
        throw 'another run of this script is under way, or nothing can be written in .ssh. Try again when it has ended; nothing was changed'
    }
}

# First the keys, without which ssh would refuse what the config names.
function Install-Config([string] $fresh, [bool] $fromPortal) {
    Assert-Fresh $fresh
    $keys = Get-Keys $fresh $fromPortal
    Assert-Files
    if ($keys.Text) {
        Edit-Keys $keys.Text
    }
    if ($style -eq 'include') {
        $path = Resolve-Link (Join-Path $directory $name)
        if (-not [IO.File]::Exists($path) -or -not (Test-Same (Read-Bytes $path) $fresh)) {
            Write-InPlace $path $fresh
            Write-Said ('wrote ' + $path)
        }
    }
    Edit-Config $true $fresh
    if (-not $keys.Wanted) {
        Edit-Keys ''
    }
}

function Invoke-Postern([string] $action) {
    if ('install', 'update', 'uninstall' -cnotcontains $action) {
        throw ('"' + $action + '" is not known. Say install, update or uninstall')
    }
    if ($action -ceq 'uninstall' -and -not [IO.Directory]::Exists($directory)) {
        Write-Said 'ssh does not read anything from Postern'
        return
    }
    [void] [IO.Directory]::CreateDirectory($directory)
    $lock = Open-Lock
    try {
        Invoke-Locked $action
    } finally {
        $lock.Dispose()
    }
}

function Invoke-Locked([string] $action) {
    if ($action -ceq 'uninstall') {
        Assert-Files
        Edit-Config $false ''
        $path = Join-Path $directory $name
        if ($style -eq 'include' -and [IO.File]::Exists($path)) {
            [IO.File]::Delete($path)
            Write-Said ('removed ' + $path)
        }
        Edit-Keys ''
        Write-Said 'ssh does not read anything from Postern any more'
        return
    }
    if ($action -ceq 'install' -and $carries -eq 'yes') {
        Install-Config (ConvertFrom-Carried $carried) $false
        Write-Said 'ssh reads your servers from Postern now'
        return
    }
    $known = ''
    $present = ''
    if ($action -ceq 'update') {
        $path = Join-Path $directory $name
        if ($style -eq 'inline') {
            $path = Join-Path $directory 'config'
        }
        if ([IO.File]::Exists($path)) {
            $present = Read-Bytes $path
            $known = Get-State $present
        }
    }
    $fresh = Get-Fresh $address $known
    if ($fresh) {
        Install-Config $fresh $true
        Write-Said 'your servers are as the portal says'
    } else {
        $keys = Get-Keys $present $true
        Assert-Files
        if ($keys.Text) {
            Edit-Keys $keys.Text
        }
        if ($known -and $style -eq 'include') {
            Edit-Config $true ''
        }
        Write-Said 'your servers are as they were the last time'
    }
}

try {
    Invoke-Postern $Action
} catch {
    [Console]::Error.WriteLine('postern: ' + $_.Exception.Message)
    if ($PSCommandPath) {
        exit 1
    }
}
