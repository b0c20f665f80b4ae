//! Functions of IP address ranges.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

use num_bigint::BigInt;

use super::FunctionError;
use super::signature::{Call, Signature, number, some_strings, some_text, string};
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("cidrhost", &[string("prefix"), number("hostnum")], some_text, cidrhost),
    Signature::new("cidrnetmask", &[string("prefix")], some_text, cidrnetmask),
    Signature::new("cidrsubnet", &[string("prefix"), number("newbits"), number("netnum")], some_text, cidrsubnet),
    Signature::new("cidrsubnets", &[string("prefix")], some_strings, cidrsubnets).variadic(number("newbits")),
];

/// A network: its first address as a number, how many bits addresses have, and how many of them are fixed.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    bits: u32,
    prefix: u32,
}

impl Network {
    /// Reads CIDR notation as Terraform does: octets may have leading zeros, bits after the prefix do not count.
    fn parse(text: &str) -> Result<Network, FunctionError> {
        let wrong = || FunctionError::at(0, format!("invalid CIDR expression: invalid CIDR address: {text}"));
        let (address, prefix) = text.split_once('/').ok_or_else(wrong)?;
        let (address, bits) = if address.contains(':') {
            (u128::from(address.parse::<Ipv6Addr>().map_err(|_| wrong())?), 128)
        } else {
            (u128::from(parse_v4(address).ok_or_else(wrong)?), 32)
        };
        if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let prefix: u32 = prefix.parse().map_err(|_| wrong())?;
        if prefix > bits {
            return Err(wrong());
        }
        let mut network = Network { address, bits, prefix };
        network.address &= network.mask();
        Ok(network)
    }

    fn host_bits(&self) -> u32 {
        self.bits - self.prefix
    }

    fn mask(&self) -> u128 {
        let all = u128::MAX >> (128 - self.bits);
        all & u128::MAX.checked_shl(self.host_bits()).unwrap_or(0)
    }

    fn address_text(&self, address: u128) -> String {
        if self.bits == 32 {
            Ipv4Addr::from(address as u32).to_string()
        } else {
            let address = Ipv6Addr::from(address);
            // Go prints an IPv4 address that is mapped into IPv6 as IPv4.
            match address.to_ipv4_mapped() {
                Some(mapped) => mapped.to_string(),
                None => address.to_string(),
            }
        }
    }

    /// Whether it holds IPv4 addresses that are mapped into IPv6. Go takes such an address for one of IPv4.
    fn is_mapped(&self) -> bool {
        self.bits == 128 && Ipv6Addr::from(self.address).to_ipv4_mapped().is_some()
    }

    fn text(&self) -> String {
        let prefix = if self.is_mapped() { self.prefix.saturating_sub(96) } else { self.prefix };
        format!("{}/{prefix}", self.address_text(self.address))
    }
}

fn parse_v4(text: &str) -> Option<u32> {
    let mut address: u32 = 0;
    let mut count = 0;
    for octet in text.split('.') {
        if octet.is_empty() || octet.len() > 16 || !octet.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let octet: u64 = octet.parse().ok()?;
        address = address.checked_shl(8).unwrap_or(0) | u32::from(u8::try_from(octet).ok()?);
        count += 1;
    }
    (count == 4).then_some(address)
}

fn big(call: &Call, index: usize) -> Result<BigInt, FunctionError> {
    call.number(index)?.to_integer().ok_or_else(|| FunctionError::at(index, "value must be a whole number"))
}

fn cidrhost(call: &Call) -> Result<Value, FunctionError> {
    let number = big(call, 1)?;
    let network = Network::parse(call.text(0)?)?;
    let size = BigInt::from(1) << network.host_bits();
    // A negative number counts from the end.
    let host = if number < BigInt::ZERO { &size + &number } else { number.clone() };
    // Only the last 64 bits are compared.
    let compared = number.iter_u64_digits().next().unwrap_or(0) as i64;
    let fits = if number < BigInt::ZERO { host < size } else { BigInt::from(compared) < size };
    let host = u128::try_from(&host).ok().filter(|host| fits && *host <= u128::MAX >> (128 - network.bits));
    let host = host.ok_or_else(|| {
        FunctionError::new(format!("prefix of {} does not accommodate a host numbered {number}", network.prefix))
    })?;
    // The number is set into such an address as if it had the length of an IPv4 address.
    let host = if network.is_mapped() { host << 96 } else { host };
    Ok(Value::string(network.address_text(network.address | host)))
}

fn cidrnetmask(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    let network = Network::parse(text)?;
    if network.is_mapped() {
        return Ok(Value::string(Ipv6Addr::from(network.mask()).to_string()));
    }
    if network.bits != 32 {
        return Err(FunctionError::new(format!("IPv6 addresses cannot have a netmask: {text}")));
    }
    Ok(Value::string(network.address_text(network.mask())))
}

fn cidrsubnet(call: &Call) -> Result<Value, FunctionError> {
    let new_bits = call.integer(1)?;
    let number = big(call, 2)?;
    let network = Network::parse(call.text(0)?)?;
    let prefix = i64::from(network.prefix).saturating_add(new_bits);
    if prefix < 0 {
        let shifted = BigInt::from(network.address) | (number << (i64::from(network.bits) - prefix).clamp(0, 4096));
        if shifted.bits() > u64::from(network.bits) {
            return Err(FunctionError::at(1, "the prefix must not become negative"));
        }
        // So Go prints a network that is none.
        return Ok(Value::string("<nil>"));
    }
    let prefix = u32::try_from(prefix).ok().filter(|prefix| *prefix <= network.bits).ok_or_else(|| {
        FunctionError::new(format!("insufficient address space to extend prefix of {} by {new_bits}", network.prefix))
    })?;
    // The number is compared without its sign and by its last 64 bits, and set into the address with its sign.
    let most = if (0..64).contains(&new_bits) { (1u64 << new_bits) - 1 } else { u64::MAX };
    if number.magnitude().iter_u64_digits().next().unwrap_or(0) > most {
        return Err(FunctionError::new(format!(
            "prefix extension of {new_bits} does not accommodate a subnet numbered {number}"
        )));
    }
    let fits = new_bits >= 0 || number.bits() + u64::from(network.bits - prefix) <= u64::from(network.bits);
    if !fits {
        return Err(FunctionError::at(2, "the number does not fit into an address"));
    }
    let combined = BigInt::from(network.address) | (number << (network.bits - prefix));
    let address = combined
        .magnitude()
        .iter_u64_digits()
        .take(2)
        .enumerate()
        .fold(0, |address, (at, digit)| address | u128::from(digit) << (64 * at));
    let address = address & u128::MAX >> (128 - network.bits);
    Ok(Value::string(Network { address, prefix, ..network }.text()))
}

fn cidrsubnets(call: &Call) -> Result<Value, FunctionError> {
    let network = Network::parse(call.text(0)?)?;
    if network.is_mapped() && call.arguments.len() > 1 {
        return Err(FunctionError::at(0, "not enough remaining address space in a network of mapped addresses"));
    }
    let end = BigInt::from(network.address) + (BigInt::from(1) << network.host_bits());
    let mut next = BigInt::from(network.address);
    let mut subnets = Vec::new();
    for index in 1..call.arguments.len() {
        let new_bits = call.integer(index)?;
        if new_bits < 1 {
            return Err(FunctionError::at(index, "must extend prefix by at least one bit"));
        }
        if new_bits > 32 {
            return Err(FunctionError::at(index, "may not extend prefix by more than 32 bits"));
        }
        let prefix = network.prefix + new_bits as u32;
        if prefix > network.bits {
            let protocol = if network.bits == 32 { "IPv4" } else { "IPv6" };
            let message = format!("would extend prefix to {prefix} bits, which is too long for an {protocol} address");
            return Err(FunctionError::at(index, message));
        }
        // Each subnet starts at the first multiple of its own size.
        let size = BigInt::from(1) << (network.bits - prefix);
        let start = (&next + &size - 1) / &size * &size;
        // From the very first address, Terraform believes to have run over the last one.
        let fits = start < end && network.address != 0;
        let address = u128::try_from(&start).ok().filter(|_| fits).ok_or_else(|| {
            FunctionError::at(
                index,
                format!("not enough remaining address space for a subnet with a prefix of {prefix} bits"),
            )
        })?;
        subnets.push(Value::string(Network { address, prefix, ..network }.text()));
        next = start + size;
    }
    Ok(Kind::List(Type::String, Rc::new(subnets)).into())
}
