@echo off
rem Runs Maven in the version that the project asks for: from the cache of earlier runs, else
rem downloaded from the Apache archive and verified, else, where the archive can't be reached,
rem the mvn on the path. Does what ./mvnw does, with what Windows 10 (1803) and newer bring:
rem curl, certutil and tar.
setlocal

set "MVNW_PROPERTIES=%~dp0.mvn\wrapper\maven-wrapper.properties"
for /f "usebackq eol=# tokens=1* delims==" %%a in ("%MVNW_PROPERTIES%") do set "MVNW_%%a=%%b"

set "MVNW_CACHE=%USERPROFILE%\.m2\postern-maven"
if not "%MAVEN_USER_HOME%"=="" set "MVNW_CACHE=%MAVEN_USER_HOME%\postern-maven"
set "MVNW_MAVEN=%MVNW_CACHE%\apache-maven-%MVNW_version%"

if exist "%MVNW_MAVEN%\bin\mvn.cmd" goto run
call :install
if errorlevel 2 exit /b 1
if errorlevel 1 goto onThePath

:run
endlocal & call "%MVNW_MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:onThePath
where mvn >nul 2>nul
if errorlevel 1 goto nowhere
echo mvnw: %MVNW_distributionUrl% can't be reached; going on with the mvn on the path. 1>&2
endlocal & call mvn %*
exit /b %ERRORLEVEL%

:nowhere
echo mvnw: %MVNW_distributionUrl% can't be reached and there is no mvn on the path. Install Maven 3.8.7 or newer. 1>&2
exit /b 1

rem Answers 0 when Maven is in the cache, 1 when the archive can't be reached, 2 when it can't be used.
:install
set "MVNW_WORK=%MVNW_CACHE%\incoming.%RANDOM%%RANDOM%"
mkdir "%MVNW_WORK%" || exit /b 2
curl --fail --silent --location --connect-timeout 5 --max-time 300 --output "%MVNW_WORK%\maven.tar.gz" "%MVNW_distributionUrl%"
if errorlevel 1 (
  rmdir /s /q "%MVNW_WORK%"
  exit /b 1
)
set "MVNW_FOUND="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%MVNW_WORK%\maven.tar.gz" SHA512') do if not defined MVNW_FOUND set "MVNW_FOUND=%%h"
rem Older versions of certutil part the digits by blanks.
if defined MVNW_FOUND set "MVNW_FOUND=%MVNW_FOUND: =%"
if /i not "%MVNW_FOUND%"=="%MVNW_distributionSha512%" (
  echo mvnw: the archive at %MVNW_distributionUrl% is not the one that "%MVNW_PROPERTIES%" names; nothing was run. 1>&2
  rmdir /s /q "%MVNW_WORK%"
  exit /b 2
)
tar -xzf "%MVNW_WORK%\maven.tar.gz" -C "%MVNW_WORK%"
if not exist "%MVNW_MAVEN%" move "%MVNW_WORK%\apache-maven-%MVNW_version%" "%MVNW_MAVEN%" >nul
rmdir /s /q "%MVNW_WORK%"
if exist "%MVNW_MAVEN%\bin\mvn.cmd" exit /b 0
echo mvnw: Maven could not be unpacked into "%MVNW_CACHE%"; nothing was run. 1>&2
exit /b 2
