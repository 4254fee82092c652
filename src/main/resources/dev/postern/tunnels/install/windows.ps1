# Runs a connector of the Cloudflare Tunnel @TUNNEL@ as a Windows service.
# Save it in a folder that only you can read, run it in PowerShell as administrator, and delete it:
#   powershell -ExecutionPolicy Bypass -File windows.ps1
# Running it again updates the service.
$ErrorActionPreference = 'Stop'
$name = '@NAME@'
if (-not (Get-Command cloudflared.exe -ErrorAction SilentlyContinue)) {
    winget install --exact --id Cloudflare.cloudflared --accept-source-agreements --accept-package-agreements
    $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('Path', 'User')
}
$program = (Get-Command cloudflared.exe).Source
# Below Program Files only administrators make folders; what stood there before may have other rights.
$folder = Join-Path $env:ProgramFiles $name
$file = Join-Path $folder 'token'
if (Test-Path -LiteralPath $folder) {
    Remove-Item -LiteralPath $folder -Recurse -Force
}
New-Item -ItemType Directory -Path $folder | Out-Null
# Only the system and administrators read the token, and it belongs to the administrators.
icacls.exe $folder /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)RX' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) {
    throw "The rights of $folder cannot be set, so the token was not written."
}
New-Item -ItemType File -Path $file | Out-Null
icacls.exe $folder /setowner '*S-1-5-32-544' /T | Out-Null
if ($LASTEXITCODE -ne 0) {
    throw "The owner of $folder cannot be set, so the token was not written."
}
Set-Content -LiteralPath $file -Encoding Ascii -Value '@TOKEN@'
if (Get-Service -Name $name -ErrorAction SilentlyContinue) {
    Stop-Service -Name $name -Force
    sc.exe delete $name | Out-Null
}
$command = '"{0}" tunnel --no-autoupdate@PROTOCOL@ run --token-file "{1}"' -f $program, $file
New-Service -Name $name -DisplayName 'Connector of a Cloudflare Tunnel' -BinaryPathName $command -StartupType Automatic | Out-Null
sc.exe failure $name reset= 86400 actions= restart/5000/restart/5000/restart/60000 | Out-Null
Start-Service -Name $name
