//! The models of public modules are whole: every release has its files, every file is used, no name is declared twice.

use std::collections::BTreeSet;
use std::path::Path;

use ec2_profile_check::control::knowledge::{self, ModuleModel, Release, parse_release};
use ec2_profile_check::from_json::from_json;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/control/knowledge/modules");

fn text(module: &str, release: Release) -> String {
    let model = knowledge::model_by_registry(module);
    model.map(|model| model.files(release).iter().map(|file| file.text).collect()).unwrap_or_default()
}

#[test]
fn the_index_is_strict_and_ascending() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(format!("{DIRECTORY}/index.json"))?;
    let models: Vec<ModuleModel> = from_json(&text).map_err(|mismatch| mismatch.to_string())?;
    let given: serde_json::Value = serde_json::from_str(&text)?;
    assert_eq!(serde_json::to_value(&models)?, given, "every member is known");
    assert_eq!(models, knowledge::module_models());
    for model in &models {
        let releases: Vec<Release> = model.releases().collect();
        assert_eq!(releases.len(), model.releases.split(' ').count(), "{}", model.module);
        assert!(releases.is_sorted_by(|a, b| a < b), "{}", model.module);
        for directory in &model.directories {
            let since: Vec<Option<Release>> =
                directory.ranges.iter().map(|range| parse_release(&range.since)).collect();
            assert!(since.is_sorted_by(|a, b| a < b), "{} {}", model.module, directory.path);
            assert!(since.iter().flatten().all(|first| releases.contains(first)), "{} {since:?}", model.module);
        }
    }
    Ok(())
}

#[test]
fn every_model_file_is_used_and_every_used_file_is_there() -> std::io::Result<()> {
    let ranges = knowledge::module_models().iter().flat_map(|model| &model.directories).flat_map(|d| &d.ranges);
    let used: BTreeSet<&str> = ranges.flat_map(|range| &range.files).map(String::as_str).collect();
    let mut there = BTreeSet::new();
    for folder in std::fs::read_dir(DIRECTORY)?.flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(folder.path())?.flatten() {
            let name = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
            there.insert(format!("{}/{}", name(&folder), name(&file)));
        }
    }
    assert_eq!(used, there.iter().map(String::as_str).collect());
    for model in knowledge::module_models() {
        for release in model.releases() {
            let wanted: usize =
                model.directories.iter().filter_map(|d| d.range(release)).map(|range| range.files.len()).sum();
            let files = model.files(release);
            assert_eq!(files.len(), wanted, "{} {release:?}", model.module);
            let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(paths.len(), files.len(), "{} {release:?}", model.module);
        }
    }
    Ok(())
}

#[test]
fn no_model_declares_a_name_twice_in_a_directory() {
    for model in knowledge::module_models() {
        for release in model.releases() {
            let mut seen = BTreeSet::new();
            for file in model.files(release) {
                let directory = Path::new(&file.path).parent().map(|p| p.to_string_lossy().into_owned());
                let declares = ["variable ", "resource ", "output ", "module ", "data "];
                for line in file.text.lines().filter(|line| declares.iter().any(|word| line.starts_with(word))) {
                    assert!(seen.insert((directory.clone(), line)), "{} {release:?}: {line}", model.module);
                }
            }
        }
    }
}

#[test]
fn releases_differ_where_the_modules_changed() {
    let ec2 = "terraform-aws-modules/ec2-instance/aws";
    assert!(!text(ec2, [4, 1, 4]).contains("create_iam_instance_profile"));
    assert!(text(ec2, [4, 2, 0]).contains("create_iam_instance_profile"));
    assert!(text(ec2, [2, 5, 0]).contains("this_t2") && !text(ec2, [2, 6, 0]).contains("this_t2"));
    assert!(!text(ec2, [4, 5, 0]).contains("ignore_ami") && text(ec2, [5, 0, 0]).contains("ignore_ami"));
    let autoscaling = "terraform-aws-modules/autoscaling/aws";
    assert!(text(autoscaling, [5, 0, 0]).contains("aws_launch_configuration"));
    assert!(!text(autoscaling, [5, 1, 0]).contains("aws_launch_configuration"));
    let eks = "terraform-aws-modules/eks/aws";
    assert!(text(eks, [21, 19, 0]).contains("AmazonEKSWorkerNodePolicy"));
}

#[test]
fn modules_are_found_by_registry_address_and_by_repository() {
    let ec2 = knowledge::model_by_repository("Terraform-AWS-Modules/terraform-aws-ec2-instance");
    assert_eq!(ec2, knowledge::model_by_registry("terraform-aws-modules/ec2-instance/aws"));
    assert!(ec2.is_some_and(|model| model.releases().next_back() == Some([6, 4, 0])));
    assert_eq!(knowledge::model_by_registry("someone/ec2-instance/aws"), None);
}

#[test]
fn inputs_that_give_a_profile_depend_on_the_release() {
    let inputs = |module: &str, path: &str, release| {
        let model = knowledge::model_by_registry(module)?;
        model.inputs(path, release).map(|inputs| (inputs.profile.clone(), inputs.create.is_some()))
    };
    let named = |name: &str, create| Some((name.to_owned(), create));
    let (ec2, autoscaling) = ("terraform-aws-modules/ec2-instance/aws", "terraform-aws-modules/autoscaling/aws");
    assert_eq!(inputs(ec2, "", [4, 1, 0]), named("iam_instance_profile", false));
    assert_eq!(inputs(ec2, "", [6, 0, 0]), named("iam_instance_profile", true));
    assert_eq!(inputs(ec2, "wrappers", [6, 0, 0]), None);
    assert_eq!(inputs(autoscaling, "", [3, 9, 0]), named("iam_instance_profile", false));
    assert_eq!(inputs(autoscaling, "", [6, 4, 0]), named("iam_instance_profile_name", false));
    assert_eq!(inputs(autoscaling, "", [7, 0, 0]), named("iam_instance_profile_name", true));
}

#[test]
fn releases_are_read_strictly() {
    assert_eq!(parse_release("v18.2.5"), Some([18, 2, 5]));
    for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc1", "99999999999999999999.0.0"] {
        assert_eq!(parse_release(text), None, "{text}");
    }
}

#[test]
fn every_model_file_parses() {
    for model in knowledge::module_models() {
        for file in model.releases().flat_map(|release| model.files(release)).collect::<BTreeSet<_>>() {
            let parsed = hcl_edit::parser::parse_body(file.text);
            assert!(parsed.is_ok(), "{}: {}", file.path, parsed.err().map(|e| e.to_string()).unwrap_or_default());
        }
    }
}
