//! `cargo xtask`: the commands of the README.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use xtask::phases::{self, Phase};
use xtask::tools::{Purpose, Toolbox};
use xtask::{dist, echarts, project, size};

const HELP: &str = "\
cargo xtask serve [--port N] [--base /sub/path/]   build the release and serve it on this machine
cargo xtask test [PHASE...] [-- FILTER...]         run all tests, or only some phases of them
cargo xtask bench [size|engines|browser|forecast|core ...]
                                                   print the size of the first load and the benchmarks, or only some
cargo xtask build                                  build the release into dist/
cargo xtask datasets FOLDER                        import sets of public sales data and compare what comes of them
cargo xtask backtest FOLDER                        forecast from the past of those sets, and compare with what came
cargo xtask echarts                                make the chart library anew, after a change in echarts/
cargo xtask setup                                  only set up the tools, for building and for testing

Every command sets up the tools it needs when they are missing: the first time takes some minutes,
any later time seconds. They are kept in ~/.cache/fairlead/tools, or in $FAIRLEAD_TOOLS.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (command, rest) =
        arguments.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    match command {
        "serve" => {
            let (base, port) = serve_options(rest)?;
            dist::build(&Toolbox::set_up(Purpose::Building)?)?;
            phases::serve(&base, port)
        }
        "test" => {
            let (phases, filters) = test_options(rest)?;
            phases::run(&Toolbox::set_up(Purpose::Testing)?, &phases, &filters)
        }
        "bench" => phases::bench(&Toolbox::set_up(Purpose::Measuring)?, rest),
        "build" => {
            dist::build(&Toolbox::set_up(Purpose::Building)?)?;
            size::print_first_load(&project::dist())
        }
        "echarts" => echarts::build(),
        "datasets" => phases::datasets(rest.first().map_or("", String::as_str)),
        "backtest" => phases::backtest(rest.first().map_or("", String::as_str)),
        "setup" => Toolbox::set_up(Purpose::Testing).map(|_| ()),
        "hook" => phases::hook(rest.first().map_or("", String::as_str)),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

fn serve_options(arguments: &[String]) -> Result<(String, u16)> {
    let (mut base, mut port) = ("/".to_owned(), 8080);
    let mut arguments = arguments.iter();
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{name} needs a value"));
        match name.as_str() {
            "--base" => value()?.clone_into(&mut base),
            "--port" => {
                let text = value()?;
                port = text
                    .parse()
                    .with_context(|| format!("`{text}` is no port: it is a number up to 65535"))?;
            }
            other => bail!("`serve` has no option `{other}`\n\n{HELP}"),
        }
    }
    Ok((base, port))
}

fn test_options(arguments: &[String]) -> Result<(Vec<Phase>, Vec<String>)> {
    let mut parts = arguments.splitn(2, |argument| argument == "--");
    let names = parts.next().unwrap_or_default();
    let filters = parts.next().unwrap_or_default().to_vec();
    let phases = names
        .iter()
        .map(|name| {
            Phase::named(name).with_context(|| format!("there is no phase `{name}`: {}", phase_names()))
        })
        .collect::<Result<_>>()?;
    Ok((phases, filters))
}

fn phase_names() -> String {
    Phase::ALL.map(Phase::name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Phase, serve_options, test_options};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn options_of_serve() {
        assert_eq!(serve_options(&[]).unwrap(), ("/".to_owned(), 8080));
        assert_eq!(serve_options(&words("--port 0 --base /a/")).unwrap(), ("/a/".to_owned(), 0));
        for wrong in ["--port", "--port x", "--port 70000", "--host y"] {
            assert!(serve_options(&words(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn options_of_test() {
        let (phases, filters) = test_options(&words("native browser -- drag")).unwrap();
        assert_eq!(phases, [Phase::Native, Phase::Browser]);
        assert_eq!(filters, ["drag"]);
        assert!(test_options(&words("nativ")).is_err());
    }
}
